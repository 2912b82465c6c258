import { writeFileSync } from 'node:fs';
import { writeLabel, type Values } from '@maillon/documents';
import bwipjs from 'bwip-js';

const WIDTH = 640;
const HEIGHT = 480;
const [DARK, LIGHT, GREY] = [16, 235, 128];

/** Writes what a camera sees in front of the label of a line: one frame of a YUV4MPEG2 film, for ever. */
export function filmLabel(file: string, values: Values): void {
  const { form, text } = writeLabel(values);
  const [symbol] = bwipjs.raw({ bcid: form === 'gs1' ? 'gs1datamatrix' : 'datamatrix', text });
  if (!symbol || !('pixs' in symbol)) throw new Error('The label could not be drawn.');
  const { pixs, pixx, pixy } = symbol;
  const scale = Math.floor((HEIGHT * 0.75) / pixy);
  const [left, top] = [(WIDTH - pixx * scale) >> 1, (HEIGHT - pixy * scale) >> 1];
  const luma = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  for (let row = 0; row < pixy * scale; row++)
    for (let column = 0; column < pixx * scale; column++)
      if (pixs[Math.floor(row / scale) * pixx + Math.floor(column / scale)])
        luma[(top + row) * WIDTH + left + column] = DARK;
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`);
  writeFileSync(file, Buffer.concat([head, luma, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)]));
}
