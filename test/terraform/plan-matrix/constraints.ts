import { levelsFrom } from '../../../src/policy/guard';
import type { Constraint } from './pairwise';
import type { Row } from './tuples';

/** Whether the level of a row ties keys to Regions. */
export const tiedToRegions = (row: Row): boolean => (levelsFrom('via_service') as readonly unknown[]).includes(row['kms_tightening']);

/** A level that ties keys to Regions needs one. */
export const NEEDS_REGION: Constraint = {
  reads: ['kms_tightening', 'platform_region', 'evidence_regions'],
  allows: (row) => !tiedToRegions(row) || row['platform_region'] !== 'null' || row['evidence_regions'] !== '[]',
};

/** An input that is given only with another. */
export const needs = (first: string, second: string): Constraint => ({
  reads: [first, second],
  allows: (row) => row[first] === 'null' || row[second] !== 'null',
});
