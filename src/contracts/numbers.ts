/**
 * In the contract a `number` is a whole one, and the documents say so. A number that need not be whole has a type of its own, one
 * of these; a new one is documented as it stands here.
 */

/**
 * A share, 0 to 1.
 *
 * @minimum 0
 * @maximum 1
 */
export type Fraction = number;

/** Any finite number. */
export type Decimal = number;
