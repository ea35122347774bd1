-- The state of a session and, for a player, the player's own part. The caller has made sure that the session is there.
-- player: id, empty for a host; the player's answers are read from the hashes that follow the fixed keys
-- Returns {now, players, status, rev, index, locked, openedAt, closesAt, pin, remaining, pausedFrom, answered, boardVersion, own?}
--   with own = {nickname(JSON), score, rank, tally, then number from 1 and record of each answer}; own is missing when the player
--   has no seat. Returns nil when answers of the player are missing. `state-record.ts` gives each place a name.
local function readState(player)
  local s = redis.call('HMGET', K.session, F.status, F.rev, F.index, F.locked, F.openedAt, F.closesAt, F.pin,
    F.questionId, F.remaining, F.pausedFrom, F.mode, F.seats, F.version)
  local answered = s[11] == 'live' and s[8] and redis.call('HLEN', answersKey(s[8])) or 0
  local reply = { whole(redisNow()), redis.call('ZCARD', K.board), s[1], s[2], s[3], s[4] or '0', s[5] or '', s[6] or '',
    s[7], s[9] or '', s[10] or '', answered, tonumber(s[13] or 0) }
  if player == '' then return reply end
  local shown = shownBoard(s[11], s[1], s[10])
  local tally = redis.call('HGET', shown.tallies, player)
  local rank = redis.call('ZREVRANK', shown.board, player)
  if not tally or not rank then return reply end
  local own = { redis.call('HGET', K.players, player),
    boardPoints(tonumber(redis.call('ZSCORE', shown.board, player))), rank + 1, tally }
  local records = 0
  for i = FIXED_KEYS + 1, #KEYS do
    local record = redis.call('HGET', KEYS[i], player)
    if record then
      records = records + 1
      own[#own + 1] = i - FIXED_KEYS
      own[#own + 1] = record
    end
  end
  -- The current tally is used, since the one that is shown does not contain an answer to the open question.
  local _, _, given = parseTally(redis.call('HGET', K.tallies, player))
  if s[12] and #KEYS > FIXED_KEYS and records ~= tonumber(given) then return nil end
  reply[14] = own
  return reply
end
