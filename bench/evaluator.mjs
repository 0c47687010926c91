// The evaluator of IAM policies, which are compiled once, beside the independent one that it is compared with, in one process.
import { bundle } from '../test/oracle/bundle.mjs';
import { summary } from './rounds.mjs';

/** @typedef {'ours' | 'oracle' | 'statements10' | 'statements100' | 'statements1000'} EvaluatorName */
/** @typedef {import('./rounds.mjs').Measured} Measured */

/** Policy sets, each with a request, that both evaluate in turn; few enough that memory decides over neither. */
const PAIRS = 100;
const SEED = 1;
/** Evaluations of each pair in a round, so that both take about as long. */
const OUR_REPETITIONS = 100;
const ORACLE_REPETITIONS = 2;
/** Runs of each before the first round, so that both are compiled by then. */
const WARM_UPS = 10;
/** Statements that are read in a round, in policies of any size. */
const STATEMENTS = 200_000;
const MICROSECONDS = 1000;

const SOURCE = `
  export { basePair } from './test/oracle/base-pair';
  export { randomOf } from './test/oracle/random';
  export { compiledPolicies } from './test/oracle/ours';
  export { simulationOf } from './test/oracle/oracle';
  export { evaluate } from './src/proof/evaluator/evaluate';
  export { policyOf } from './src/proof/evaluator/parse-policy';
  export { runSimulation } from '@cloud-copilot/iam-simulate';
`;

/**
 * What is bundled from {@link SOURCE}.
 *
 * @typedef {typeof import('../test/oracle/base-pair') & typeof import('../test/oracle/random') & typeof import('../test/oracle/ours') &
 *   typeof import('../test/oracle/oracle') & typeof import('../src/proof/evaluator/evaluate') &
 *   typeof import('../src/proof/evaluator/parse-policy') & typeof import('@cloud-copilot/iam-simulate')} Bundle
 */

/**
 * One thing to time, many times a round.
 *
 * @typedef {object} Task
 * @property {string} title
 * @property {number} times how often a run does it
 * @property {() => unknown} run
 */

/**
 * Measures both in rounds, each in turn; microseconds an evaluation, and a statement.
 *
 * @param {string} temporaryFolder
 * @param {number} rounds
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Readonly<Record<EvaluatorName, Measured>>>}
 */
export async function measureEvaluator(temporaryFolder, rounds, progress) {
  /** @type {{ default: Bundle }} */
  const { default: bundled } = await import(await bundle(SOURCE, temporaryFolder, 'evaluator'));
  const entries = /** @type {[EvaluatorName, Task][]} */ (Object.entries(tasksOf(bundled)));
  const samples = entries.map(([name, task]) => ({ name, task, times: /** @type {number[]} */ ([]) }));
  for (let round = 1 - WARM_UPS; round <= rounds; round += 1) {
    for (const { task, times } of samples) {
      progress.say(`${round > 0 ? `round ${round} of ${rounds}` : 'warm-up'}: ${task.title}`);
      const start = performance.now();
      await task.run();
      if (round > 0) times.push((MICROSECONDS * (performance.now() - start)) / task.times);
    }
  }
  const measured = samples.map(({ name, task, times }) => [name, { title: task.title, times: summary(times) }]);
  return /** @type {Record<EvaluatorName, Measured>} */ (Object.fromEntries(measured));
}

/**
 * @param {Bundle} bundled
 * @returns {Readonly<Record<EvaluatorName, Task>>}
 */
function tasksOf(bundled) {
  const { basePair, randomOf, compiledPolicies, simulationOf, evaluate, runSimulation } = bundled;
  const pairs = Array.from({ length: PAIRS }, (_, index) => basePair(randomOf(SEED, index)));
  const compiled = pairs.map((pair) => ({ request: pair.request, policies: compiledPolicies(pair) }));
  const simulations = pairs.map(simulationOf);
  return {
    oracle: {
      title: 'the oracle, an evaluation',
      times: PAIRS * ORACLE_REPETITIONS,
      run: async () => {
        for (let times = 0; times < ORACLE_REPETITIONS; times += 1)
          for (const simulation of simulations) await runSimulation(simulation, {});
      },
    },
    ours: {
      title: 'the evaluator, an evaluation of compiled policies',
      times: PAIRS * OUR_REPETITIONS,
      run: () => {
        for (let times = 0; times < OUR_REPETITIONS; times += 1) for (const { request, policies } of compiled) evaluate(request, policies);
      },
    },
    statements10: statementsTask(bundled, 10),
    statements100: statementsTask(bundled, 100),
    statements1000: statementsTask(bundled, 1000),
  };
}

/**
 * A policy in which every statement speaks of the action, and only the last applies.
 *
 * @param {Bundle} bundled
 * @param {number} count
 * @returns {Task}
 */
function statementsTask({ evaluate, policyOf }, count) {
  const account = '111111111111';
  /** @param {number} index */
  const statement = (index) => ({
    Effect: 'Allow',
    Action: ['ec2:Describe*', 'secretsmanager:GetSecretValue'],
    Resource: [`arn:aws:secretsmanager:*:${account}:secret:case-${index}-*`],
    Condition: { StringEquals: { 'aws:ResourceAccount': account }, Bool: { 'aws:SecureTransport': 'true' } },
  });
  const policy = policyOf('statements', {
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (_, index) => statement(index)),
  });
  const request = {
    principal: `arn:aws:iam::${account}:role/CadoResponse`,
    sessionName: 'import',
    action: 'secretsmanager:GetSecretValue',
    resource: `arn:aws:secretsmanager:eu-west-1:${account}:secret:case-${count - 1}-AbCdEf`,
    context: { 'aws:SecureTransport': 'true' },
  };
  const policies = { identity: [policy] };
  if (evaluate(request, policies).outcome !== 'allowed') throw new Error('The last statement does not apply');
  return {
    title: `the evaluator, a statement of ${count}`,
    times: STATEMENTS,
    run: () => {
      for (let times = 0; times < STATEMENTS / count; times += 1) evaluate(request, policies);
    },
  };
}
