/** The package has no types of its own: https://github.com/Salakar/cluster-key-slot */
declare module 'cluster-key-slot' {
  /** The slot of a Redis Cluster that a key belongs to, 0 to 16383. */
  export default function calculateSlot(key: string): number;
}
