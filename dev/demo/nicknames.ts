import { shuffled } from '../../src/question/shuffle.js';

const MOODS =
  `Amber Brave Breezy Bright Calm Cheery Clever Cosmic Crafty Curious Dapper Daring Dreamy Eager Early
  Fearless Fluffy Friendly Gentle Giddy Golden Happy Honest Humble Jolly Keen Kind Lively Lucky Mellow
  Merry Mighty Nimble Noble Patient Peppy Plucky Polite Proud Quick Quiet Rapid Rosy Silver Sleepy Sly
  Snowy Sunny Swift Tidy Tiny Upbeat Velvet Witty`.split(/\s+/);
const ANIMALS =
  `Alpaca Badger Bat Bear Beaver Bison Bobcat Camel Cheetah Cobra Crane Crow Dingo Dolphin Eagle Falcon
  Ferret Finch Fox Gecko Gibbon Hare Hedgehog Heron Ibex Iguana Jackal Jaguar Koala Lemur Lynx Magpie
  Marmot Marten Mole Moose Newt Ocelot Orca Otter Owl Panda Parrot Pelican Penguin Puffin Quail Rabbit
  Raven Robin Salmon Seal Stork Tapir Tiger Toucan Turtle Walrus Weasel Wombat Yak Zebra`.split(/\s+/);

/** `count` different nicknames of at most 24 characters; the same seed gives the same nicknames. */
export function nicknames(seed: number, count: number): string[] {
  const pairs = shuffled(
    MOODS.flatMap((mood) => ANIMALS.map((animal) => `${mood} ${animal}`)),
    `nicknames ${seed}`,
  );
  return Array.from({ length: count }, (_, number) => {
    const round = Math.floor(number / pairs.length);
    const pair = pairs[number % pairs.length]!;
    return round === 0 ? pair : `${pair} ${round + 1}`;
  });
}
