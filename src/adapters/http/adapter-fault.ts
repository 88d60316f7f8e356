/**
 * What an adapter can throw: the other side cannot be spoken to as we are set up. Asking
 * again does not help; a person must look.
 */
export type AdapterFaultCode = 'PEER_REFUSED_CREDENTIALS' | 'PEER_REFUSED_REQUEST';

/** A fault of set-up or of our own request, never one of the network. Carries no body of either side. */
export class AdapterFault extends Error {
  override readonly name = 'AdapterFault';

  constructor(
    readonly code: AdapterFaultCode,
    readonly status: number,
    readonly peerCode?: string,
  ) {
    super(`${code}: status ${status}${peerCode ? `, ${peerCode}` : ''}`);
  }
}
