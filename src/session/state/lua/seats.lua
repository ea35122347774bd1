-- Seats of players. The functions here change all keys of a seat together, and the session hash counts what these keys hold.

-- Adds so many seats and names to what the other keys must hold. A session that an earlier version created has no such counts.
local function countSeats(seats, names)
  if redis.call('HEXISTS', K.session, F.seats) == 0 then return end
  redis.call('HINCRBY', K.session, F.seats, seats)
  redis.call('HINCRBY', K.session, F.names, names)
end

-- nickname: as JSON; folded: empty for a player whose name is not known; score: as the board holds it; tally: as text
local function seat(mode, player, nickname, folded, score, tally)
  redis.call('HSET', K.players, player, nickname)
  if folded ~= '' then redis.call('HSET', K.nicknames, folded, player) end
  redis.call('HSET', K.tallies, player, tally)
  redis.call('ZADD', K.board, score, player)
  if mode == 'live' then
    -- While a question is open, the board from before the question is the one that is shown.
    redis.call('ZADD', K.previous, score, player)
    redis.call('HSET', K.previousTallies, player, tally)
  end
  countSeats(1, folded ~= '' and 1 or 0)
end

-- Removes a player's seat, presence and answers; the answers hashes of all questions follow the fixed keys. It also appends the
-- event and notifies every node.
local function unseat(sessionId, player, nickname, folded, now)
  redis.call('HSET', K.kicked, player, nickname)
  redis.call('HDEL', K.players, player)
  local named = redis.call('HGET', K.nicknames, folded) == player and redis.call('HDEL', K.nicknames, folded) or 0
  redis.call('HDEL', K.tallies, player)
  redis.call('HDEL', K.previousTallies, player)
  redis.call('ZREM', K.board, player)
  redis.call('ZREM', K.previous, player)
  countSeats(-1, -named)
  forget({ player })
  for i = FIXED_KEYS + 1, #KEYS do
    if redis.call('HDEL', KEYS[i], player) == 1 then
      local field = recordsField(questionOf(KEYS[i]))
      if redis.call('HEXISTS', K.session, field) == 1 then redis.call('HINCRBY', K.session, field, -1) end
    end
  end
  announce(sessionId, 'player-kicked', now, nextRev(now), ',"playerId":"' .. player .. '"')
  redis.call('SPUBLISH', C.players, '{"left":"' .. player .. '","count":' ..
    redis.call('ZCARD', K.board) .. '}')
end
