import { memo } from 'react';
import type { Standing } from '@contracts/session.js';
import { formatNumber } from '../locale/format.js';
import { useText } from '../locale/text.js';
import { useMovingRows } from './use-moving-rows.js';

interface Props {
  rows: Standing[];
  /** The player's own row: marked, and shown below when it is not among the rows. */
  own?: Pick<Standing, 'playerId' | 'nickname' | 'rank' | 'score'>;
  big?: boolean;
}

/** Rows of the ranking; a row that has another place moves there. */
export function Standings({ rows, own, big = false }: Props) {
  const list = useMovingRows(rows);
  const missing = own && !rows.some(({ playerId }) => playerId === own.playerId);
  return (
    <ol className={big ? 'standings standings--big' : 'standings'} ref={list}>
      {rows.map((row, place) => (
        // An element is a place: see useMovingRows.
        <Row key={place} {...rowOf(row)} own={row.playerId === own?.playerId} />
      ))}
      {missing && <Row key="own" {...rowOf({ ...own, moved: 0 })} own apart />}
    </ol>
  );
}

/** Only what a row shows: a row whose other figures changed is not drawn again. */
const rowOf = ({
  playerId,
  nickname,
  rank,
  score,
  moved,
}: Pick<Standing, 'playerId' | 'nickname' | 'rank' | 'score' | 'moved'>) => ({
  playerId,
  nickname,
  rank,
  score,
  moved,
});

interface RowProps {
  playerId: string;
  nickname: string;
  rank: number;
  score: number;
  moved: number;
  own: boolean;
  apart?: boolean;
}

const Row = memo(function Row({ playerId, nickname, rank, score, moved, own, apart }: RowProps) {
  const t = useText();
  const classes = ['standing', own && 'standing--own', apart && 'standing--apart'].filter(Boolean).join(' ');
  return (
    <li className={classes} data-player={playerId} aria-current={own || undefined}>
      <span className="standing__rank">{formatNumber(rank)}</span>
      <bdi className="standing__name">{nickname}</bdi>
      {/* It is there even when nothing moved, so that a new board adds and removes no element. */}
      <span
        className={moved < 0 ? 'standing__moved standing__moved--down' : 'standing__moved'}
        role="img"
        aria-hidden={moved === 0}
        aria-label={moved >= 0 ? t.common.up(moved) : t.common.down(-moved)}
      >
        {moved === 0 ? '' : (moved > 0 ? '▲' : '▼') + formatNumber(Math.abs(moved))}
      </span>
      <span className="standing__score">{formatNumber(score)}</span>
    </li>
  );
});
