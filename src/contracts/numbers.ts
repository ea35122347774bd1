/**
 * In the contract a `number` is a whole number, and the generated documents say so. A number that need not be whole has one of
 * the types in this file; a new type is documented with the comment that it has here.
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
