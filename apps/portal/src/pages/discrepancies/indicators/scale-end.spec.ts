import { scaleEnd } from './scale-end';

describe('the end of a scale', () => {
  it.each([
    [[], 1],
    [[0, 0], 1],
    [[0.3], 0.5],
    [[1], 1],
    [[1.2, 0.4], 2],
    [[7], 10],
    [[43, 12], 50],
    [[101], 200],
  ])('of %j is %d', (values, end) => expect(scaleEnd(values)).toBeCloseTo(end));
});
