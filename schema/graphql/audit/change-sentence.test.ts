import { expect, test } from 'vitest';
import { changeSentence } from './change-sentence.ts';

test('a change names each field with what it was and what it is', () => {
  expect(
    changeSentence({
      actorName: 'M. Okafor',
      action: 'UPDATE',
      record: 'finding',
      changed: ['longest_diameter_mm', 'reason_not_evaluable'],
      before: { longest_diameter_mm: 42, reason_not_evaluable: null },
      after: { longest_diameter_mm: 24, reason_not_evaluable: 'blurred' },
    }),
  ).toBe('M. Okafor changed finding: longest diameter mm 42 → 24, reason not evaluable nothing → blurred');
});

test('what is added or deleted is named as people name it', () => {
  const change = { actorName: 'M. Okafor', record: 'subject', changed: [] };
  expect(
    changeSentence({ ...change, action: 'INSERT', before: null, after: { id: '1', number: '1042-001' } }),
  ).toBe('M. Okafor added subject 1042-001');
  expect(changeSentence({ ...change, action: 'DELETE', before: { id: '1' }, after: null })).toBe(
    'M. Okafor deleted subject',
  );
});
