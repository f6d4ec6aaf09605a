import { ReasonError } from '@quartet/protos/reasons.ts';
import { fallingRange, linspace, roundHalfEven } from './grids.ts';

/** What a scheduler's configuration says about its timesteps. */
export interface Spacing {
  readonly num_train_timesteps: number;
  readonly timestep_spacing: 'leading' | 'linspace' | 'trailing';
  readonly steps_offset: number;
}

/**
 * The timesteps of a run, falling, as most classes lay them out.
 * Source: Lin and others, "Common Diffusion Noise Schedules and Sample Steps are Flawed" (2023), table 2, as
 * `DDIMScheduler.set_timesteps` of diffusers has it.
 *
 * @throws ReasonError when there are more steps than trained timesteps
 */
export function spaceTimesteps(spacing: Spacing, steps: number): number[] {
  const trained = spacing.num_train_timesteps;
  verifySteps(steps, trained);
  switch (spacing.timestep_spacing) {
    case 'linspace':
      return linspace(0, trained - 1, steps)
        .map(roundHalfEven)
        .toReversed();
    case 'leading':
      return leading(Math.floor(trained / steps), steps, spacing.steps_offset);
    case 'trailing':
      return trailing(trained, trained / steps, steps);
  }
}

/** As the classes that step in terms of sigma have them: `linspace` is not rounded to whole timesteps. */
export function spaceFractions(spacing: Spacing, steps: number): number[] {
  if (spacing.timestep_spacing !== 'linspace') return spaceTimesteps(spacing, steps);
  verifySteps(steps, spacing.num_train_timesteps);
  return linspace(0, spacing.num_train_timesteps - 1, steps)
    .map(Math.fround)
    .toReversed();
}

/**
 * As DPMSolverMultistepScheduler has them: one point more is laid out and the last left out.
 * @param last how many of the trained timesteps are in use, from the clean end
 */
export function spaceSolverTimesteps(spacing: Spacing, steps: number, last: number): number[] {
  verifySteps(steps, spacing.num_train_timesteps);
  switch (spacing.timestep_spacing) {
    case 'linspace':
      return linspace(0, last - 1, steps + 1)
        .map(roundHalfEven)
        .toReversed()
        .slice(0, steps);
    case 'leading':
      return leading(Math.floor(last / (steps + 1)), steps + 1, spacing.steps_offset).slice(0, steps);
    case 'trailing':
      return trailing(last, spacing.num_train_timesteps / steps, steps);
  }
}

/** @throws ReasonError when there are more steps than there can be */
export function verifySteps(steps: number, most: number): void {
  if (steps > most) throw new ReasonError('REASON_INVALID_FIELD', { field: 'steps', expected: `1 to ${most}` });
}

function leading(gap: number, points: number, offset: number): number[] {
  return Array.from({ length: points }, (_, index) => (points - 1 - index) * gap + offset);
}

/** For a few step counts, 61 the lowest, numpy lays out one point more, at timestep -1, which no model knows: it is left out. */
function trailing(last: number, gap: number, steps: number): number[] {
  return fallingRange(last, gap, steps).map((timestep) => roundHalfEven(timestep) - 1);
}
