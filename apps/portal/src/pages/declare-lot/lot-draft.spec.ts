import { numberFrom } from './lot-draft';
import { fieldOfPath } from '../../components/form-problems';

describe('what people type', () => {
  it.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1 480', 1480],
    ['1\u202F480,25', 1480.25],
    ['-3', -3],
    ['beaucoup', undefined],
    ['1,2,3', undefined],
    ['', undefined],
  ])('reads %s as %s', (written, value) => {
    expect(numberFrom(written)).toBe(value);
  });
});

describe('where a refusal belongs', () => {
  const fields = ['item.lot', 'keyData.alloy', 'outputs.0.keyData.alloy', 'items.1.quantity', 'name'];

  it.each([
    ['input.keyData.alloy', 'keyData.alloy'],
    ['$.input.item.lot', 'item.lot'],
    ['input.outputs[0].keyData.alloy', 'outputs.0.keyData.alloy'],
    ['input.items[1].quantity', 'items.1.quantity'],
    ['input.item', 'item.lot'],
    ['elsewhere', undefined],
    [null, undefined],
  ])('puts %s at %s', (path, field) => {
    expect(fieldOfPath(path, fields)).toBe(field);
  });
});
