import { useEffect, useRef } from 'react';

const bearsFile = ({ dataTransfer }: DragEvent): boolean => !!dataTransfer?.types.includes('Files');

/** Takes a file that is dropped anywhere on the page, which the browser would open in its place. */
export function useFileDrop(onFile: (file: File) => void): void {
  const latest = useRef(onFile);
  useEffect(() => {
    latest.current = onFile;
  });
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (bearsFile(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!bearsFile(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) latest.current(file);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
}
