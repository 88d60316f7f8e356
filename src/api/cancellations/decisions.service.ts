import { Inject, Injectable } from '@nestjs/common';
import type { Locale } from '../../domain/explain/wording';
import type { DecisionOutcome } from '../../domain/decision';
import type { KeyIdentity } from '../../ports/api-key-store';
import { whyNotOwn } from '../access/own-object';
import { API_PARTS, type ApiParts } from '../api-parts';
import { isRefusal, Problem, problemOf } from '../problem/problem';
import { textOf } from '../problem/problem-texts';
import type { DecisionAnswer, DecisionBody } from './acts.schemas';
import type { BatchAnswer, BatchBody, BatchResult } from './decision-batch.schemas';
import { speakingMerchant } from './speaking-merchant';
import { tellDecided } from './tell-decided';

@Injectable()
export class DecisionsService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Writes the decision's row, which says who was first, and then tells the run. */
  async decide(caller: KeyIdentity, cancellationId: string, body: DecisionBody): Promise<DecisionAnswer> {
    const decision = await this.record(caller, cancellationId, body);
    return { outcome: 'recorded', decision, signal: await tellDecided(this.parts, caller, cancellationId) };
  }

  /** Each row by itself, in their order: what is refused keeps none of the others. */
  async decideAll(caller: KeyIdentity, { decisions }: BatchBody, locale: Locale): Promise<BatchAnswer> {
    const results: BatchResult[] = [];
    for (const { cancellationId, ...body } of decisions) {
      results.push(await this.row(caller, { cancellationId, body }, locale));
    }
    const recorded = results.filter(({ outcome }) => outcome === 'recorded').map((result) => result.cancellationId);
    await Promise.all([...new Set(recorded)].map((id) => tellDecided(this.parts, caller, id)));
    return { results };
  }

  private async row(
    caller: KeyIdentity,
    { cancellationId, body }: { readonly cancellationId: string; readonly body: DecisionBody },
    locale: Locale,
  ): Promise<BatchResult> {
    try {
      await this.demandOwn(caller, cancellationId);
      await this.record(caller, cancellationId, body);
      return { cancellationId, outcome: 'recorded' };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { cancellationId, outcome: 'refused', code: error.code, detail: detailOf(error, locale) };
    }
  }

  /** What a path says, the guard looks at; a row's cancellation is looked at here. */
  private async demandOwn(caller: KeyIdentity, cancellationId: string): Promise<void> {
    const problem = await whyNotOwn(this.parts, caller, { params: { cancellationId }, body: undefined });
    if (problem !== undefined) throw problem;
  }

  private async record(caller: KeyIdentity, cancellationId: string, body: DecisionBody): Promise<DecisionOutcome> {
    const receivedAt = this.parts.clock().toISOString();
    const { shopId, actor } = caller;
    const merchantId = speakingMerchant(caller, body);
    const { merchantId: _said, ...decision } = body;
    const result = await this.parts.decisions.recordDecision({
      ...{ shopId, cancellationId, merchantId, door: 'API', actor, receivedAt },
      ...decision,
    });
    if (isRefusal(result)) throw problemOf(result, 'winner' in result ? { winner: result.winner } : {});
    return result.decision;
  }
}

function detailOf({ code }: Problem, locale: Locale): string {
  const { sentence, whatToDo } = textOf(code, locale);
  return locale === 'zh' ? sentence + whatToDo : `${sentence} ${whatToDo}`;
}
