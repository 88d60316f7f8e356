import {
  proxySinks,
  type ActivityInput,
  type LocalActivityInput,
  type Sinks,
  type TimerInput,
  type WorkflowInterceptors,
} from '@temporalio/workflow';

/** A command that a workflow gave, with what it was given. */
export type ObservedCommand =
  | { readonly kind: 'local' | 'ordinary'; readonly type: string; readonly input: unknown }
  | { readonly kind: 'timer'; readonly ms: number };

export interface CommandSinks extends Sinks {
  commands: { observe: (command: ObservedCommand) => void };
}

const { commands } = proxySinks<CommandSinks>();

/**
 * Bundled beside a workflow, it tells every command while a history is replayed;
 * histories keep no input of local activities.
 */
export function interceptors(): WorkflowInterceptors {
  return {
    outbound: [
      {
        scheduleLocalActivity(input: LocalActivityInput, next) {
          commands.observe({ kind: 'local', type: input.activityType, input: input.args[0] });
          return next(input);
        },
        scheduleActivity(input: ActivityInput, next) {
          commands.observe({ kind: 'ordinary', type: input.activityType, input: input.args[0] });
          return next(input);
        },
        startTimer(input: TimerInput, next) {
          commands.observe({ kind: 'timer', ms: input.durationMs });
          return next(input);
        },
      },
    ],
  };
}
