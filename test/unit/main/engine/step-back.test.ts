import { execFileSync } from 'node:child_process';
import { constants } from 'node:os';
import { expect, it } from 'vitest';

/** In a process of its own: nobody gets the priority back that was given up. */
it('lets others go first', () => {
  const module = new URL('../../../../main/engine/step-back.ts', import.meta.url);
  const program = `
    import { getPriority } from 'node:os';
    const { stepBack } = await import(${JSON.stringify(module.href)});
    stepBack();
    console.log(getPriority());
  `;
  const told = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(Number(told)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
});
