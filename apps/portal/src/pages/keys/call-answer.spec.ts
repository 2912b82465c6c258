import { answerOf } from './call-answer';

const capture = (more: object) => ({ running: false, recorded: 0, errorCount: 0, ...more });

describe('the answer to a call, in a word', () => {
  it.each([
    [{ status: 200 }, 'calls.done'],
    [{ status: 201, capture: null }, 'calls.done'],
    [{ status: 307 }, 'calls.done'],
    [{ status: 400 }, 'calls.refused'],
    [{ status: 401 }, 'calls.refused'],
    [{ status: 503 }, 'calls.ours'],
    [{ status: 202, capture: capture({ running: true }) }, 'calls.running'],
    [{ status: 202, capture: capture({ running: true, errorCount: 1 }) }, 'calls.running'],
    [{ status: 202, capture: capture({ recorded: 3 }) }, 'calls.recorded'],
    [{ status: 202, capture: capture({ errorCount: 2 }) }, 'calls.documentRefused'],
    [{ status: 202, capture: capture({ recorded: 1, errorCount: 2 }) }, 'calls.partly'],
  ])('%j: %s', (call, message) => {
    expect(answerOf(call).message).toBe(message);
  });
});
