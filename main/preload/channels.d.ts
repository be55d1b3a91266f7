declare module 'virtual:channels' {
  export const channels: readonly {
    readonly area: string;
    readonly servedBy: 'main' | 'engine';
    readonly methods: readonly string[];
    readonly events: readonly string[];
  }[];
}
