import type { SchedulerConfig } from './scheduler-config.ts';

/** How a scheduler class counts `linspace` and `leading` timesteps. */
export interface SpacingRule {
  /** DPMSolverMultistepScheduler lays out one point more and leaves out the last. */
  readonly extraPoints: 0 | 1;
  /** EulerDiscreteScheduler keeps the fractions of `linspace`; the others round. */
  readonly roundsLinspace: boolean;
}

/**
 * The timesteps of a run, falling.
 * Source: Lin and others, "Common Diffusion Noise Schedules and Sample Steps are Flawed" (2023), table 2, as each
 * `set_timesteps` of diffusers has it.
 */
export function spaceTimesteps(config: SchedulerConfig, steps: number, rule: SpacingRule): number[] {
  const trained = config.num_train_timesteps;
  const points = steps + rule.extraPoints;
  switch (config.timestep_spacing) {
    case 'linspace': {
      const gap = points > 1 ? (trained - 1) / (points - 1) : 0;
      const rising = Array.from({ length: points }, (_, index) => index * gap);
      const rounded = rule.roundsLinspace ? rising.map(roundHalfEven) : rising.map(Math.fround);
      return rounded.toReversed().slice(0, steps);
    }
    case 'leading': {
      const gap = Math.floor(trained / points);
      const rising = Array.from({ length: points }, (_, index) => index * gap);
      return rising
        .toReversed()
        .slice(0, steps)
        .map((timestep) => timestep + config.steps_offset);
    }
    case 'trailing': {
      const gap = trained / steps;
      return Array.from({ length: steps }, (_, index) => roundHalfEven(trained - index * gap) - 1);
    }
  }
}

/** numpy's rounding: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
