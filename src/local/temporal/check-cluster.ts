import type { TemporalTarget } from '../../../temporal-config/connection';
import { connectTemporal } from '../../../temporal-config/connection';
import { missingSearchAttributes, probeNamespace, searchAttributeCommand } from '../../../temporal-config/namespace';
import { LocalSetupError } from '../local-setup-error';

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Checks that a cluster of somebody else's has what cancellations need. Nothing is created there.
 * @throws {LocalSetupError} TEMPORAL_UNREACHABLE, NAMESPACE_MISSING, SEARCH_ATTRIBUTES_MISSING:
 * each says what its operator has to do.
 */
export async function checkCluster(target: TemporalTarget): Promise<void> {
  const { address, namespace } = target;
  const connection = await connectTemporal(target).catch((error: unknown) => {
    throw new LocalSetupError('TEMPORAL_UNREACHABLE', `Temporal at ${address} does not answer: ${words(error)}`);
  });
  try {
    await connection.workflowService.describeNamespace({ namespace }).catch((error: unknown) => {
      throw new LocalSetupError(
        'NAMESPACE_MISSING',
        `The namespace ${namespace} can't be used on ${address}: ${words(error)}. ` +
          `Create it (temporal operator namespace create --namespace ${namespace} --retention 30d), or set TEMPORAL_NAMESPACE.`,
      );
    });
    // Temporal Cloud may refuse the operator's service to an API key; then the probe below decides.
    const missing = await missingSearchAttributes(connection, namespace).catch(() => []);
    if (missing.length > 0) {
      throw new LocalSetupError(
        'SEARCH_ATTRIBUTES_MISSING',
        `The namespace ${namespace} lacks search attributes: ${missing.map(({ name }) => name).join(', ')}. ` +
          `Its operator adds them with: ${searchAttributeCommand(namespace, missing)}`,
      );
    }
    await probeNamespace(connection, namespace).catch((error: unknown) => {
      throw new LocalSetupError('NAMESPACE_UNUSABLE', `The namespace ${namespace} can't be used: ${words(error)}`);
    });
  } finally {
    await connection.close();
  }
}
