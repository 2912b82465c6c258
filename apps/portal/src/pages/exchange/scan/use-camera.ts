import { type RefObject, useEffect, useRef, useState } from 'react';
import { openDetector } from './detector';

export type CameraState = 'starting' | 'reading' | 'denied' | 'missing' | 'failed';

/** At least as long as a picture takes to read: half of a slow phone's time stays with the page. */
const EVERY_MS = 200;
/** The same code still in front of the camera is not a second one. */
const SAME_FOR_MS = 2500;

/** Reads codes from the camera at the back of the phone while the page shows it. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  onCode: (code: string) => void,
): CameraState {
  const [state, setState] = useState<CameraState>('starting');
  const tell = useRef(onCode);
  tell.current = onCode;
  useEffect(() => {
    const stop = new AbortController();
    watch(video, (code) => tell.current(code), setState, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) setState(reasonOf(error));
    });
    return () => stop.abort();
  }, [video]);
  return state;
}

function reasonOf(error: unknown): CameraState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'NoCamera' ? 'missing' : 'failed';
}

async function watch(
  video: RefObject<HTMLVideoElement | null>,
  onCode: (code: string) => void,
  onState: (state: CameraState) => void,
  signal: AbortSignal,
): Promise<void> {
  // absent on pages that did not come over https
  if (!('mediaDevices' in navigator)) throw Object.assign(new Error('no camera'), { name: 'NoCamera' });
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  });
  const end = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) return end();
  signal.addEventListener('abort', end, { once: true });
  const picture = video.current;
  if (!picture) return end();
  picture.srcObject = stream;
  await picture.play();
  const detector = await openDetector();
  onState('reading');
  const last = { code: '', at: 0 };
  while (!signal.aborted) {
    const began = performance.now();
    for (const { rawValue } of await detector.detect(picture)) {
      if (rawValue === last.code && Date.now() - last.at < SAME_FOR_MS) continue;
      Object.assign(last, { code: rawValue, at: Date.now() });
      onCode(rawValue);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(EVERY_MS, performance.now() - began)));
  }
}
