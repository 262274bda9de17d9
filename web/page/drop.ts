/** Tells of files that are dropped anywhere on the page. */
export function whenDropped(dropped: (files: readonly File[]) => void): void {
  const { classList } = document.body;
  addEventListener('dragover', (event) => {
    // Else the browser would open the file in the page's place.
    event.preventDefault();
    classList.add('over');
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) {
      classList.remove('over');
    }
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    classList.remove('over');
    dropped(filesIn(event.dataTransfer?.files));
  });
}

export function filesIn(list: FileList | null | undefined): File[] {
  return [...(list ?? [])];
}
