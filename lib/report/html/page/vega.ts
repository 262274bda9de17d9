/** As much of Vega's interface as the page uses. The runtime stands before this code in the page. */
export interface VegaView {
  data(name: string, rows: readonly object[]): VegaView;
  signal(name: string, value: unknown): VegaView;
  scale(name: string): (value: number) => number;
  addSignalListener(name: string, handler: (name: string, value: unknown) => void): VegaView;
  addEventListener(type: string, handler: () => void): VegaView;
  tooltip(handler: (handler: unknown, event: MouseEvent, item: unknown, value: unknown) => void): VegaView;
  resize(): VegaView;
  runAsync(): Promise<VegaView>;
  finalize(): VegaView;
}

export interface Vega {
  parse(spec: object, config: object, options: { ast: true }): object;
  View: new (
    runtime: object,
    options: { expr: unknown; renderer: 'svg'; container: Element; hover: boolean; logLevel: number },
  ) => VegaView;
}
