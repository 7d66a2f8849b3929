import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { maskError } from './mask-error.ts';

const thrownByResolver = (originalError: Error) =>
  new GraphQLError(originalError.message, { originalError, path: ['trial'] });

test('a failed query tells the client neither its SQL nor its rows', () => {
  const error = thrownByResolver(new Error('Failed query: select arm from subject_arm'));
  expect(JSON.stringify(maskError({ message: error.message, path: ['trial'] }, error))).not.toContain('arm');
});

test('a refusal keeps its code and its sentence', () => {
  const refusal = Object.assign(new Error('This trial is locked.'), {
    name: 'Refusal',
    code: 'TRIAL_LOCKED',
  });
  const error = thrownByResolver(refusal);
  expect(maskError({ message: error.message }, error)).toMatchObject({
    message: 'This trial is locked.',
    extensions: { code: 'TRIAL_LOCKED' },
  });
});

test('a mistake in the request is told as it is', () => {
  const error = new GraphQLError('Cannot query field "arms".', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
  expect(maskError({ message: error.message, extensions: error.extensions }, error)).toEqual({
    message: 'Cannot query field "arms".',
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
});
