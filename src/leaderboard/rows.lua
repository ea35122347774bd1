-- Rows of the ranking as JSON, ready to be sent: nicknames are stored JSON-encoded, and ids need no escaping.

-- ADR 8: why a live board waits for the close.
-- The board that may be shown. While a live question is open, its answers move nobody, or the board would reveal who was right.
local function shownBoard(mode, status, pausedFrom)
  if isQuestionOpen(mode, status, pausedFrom) then
    return { board = K.previous, tallies = K.previousTallies }
  end
  return { board = K.board, tallies = K.tallies }
end

-- `moved` counts places since `previous`, and is 0 for a player who had none there.
local function movedTo(shown, playerId, rank)
  if shown.board == K.previous then return 0 end
  local before = redis.call('ZREVRANK', K.previous, playerId)
  return before and before + 1 - rank or 0
end

local function standingRows(shown, from, to)
  local entries = redis.call('ZREVRANGE', shown.board, from, to, 'WITHSCORES')
  if #entries == 0 then return {} end
  local ids = {}
  for i = 1, #entries, 2 do ids[#ids + 1] = entries[i] end
  local nicknames = redis.call('HMGET', K.players, unpack(ids))
  local counts = redis.call('HMGET', shown.tallies, unpack(ids))
  local rows = {}
  for i, id in ipairs(ids) do
    local rank = from + i
    local _, correct, answered = parseTally(counts[i] or NEW_TALLY)
    rows[i] = '{"rank":' .. rank .. ',"playerId":"' .. id .. '","nickname":' .. (nicknames[i] or '""') ..
      ',"score":' .. whole(boardPoints(tonumber(entries[i * 2]))) ..
      ',"correct":' .. correct .. ',"answered":' .. answered .. ',"moved":' .. movedTo(shown, id, rank) .. '}'
  end
  return rows
end

local function leaderboardJson(sessionId, version, now, total, answers, rows)
  return '{"sessionId":"' .. sessionId .. '","version":' .. version .. ',"at":' .. whole(now) ..
    ',"total":' .. total .. ',"answers":' .. answers .. ',"top":[' .. table.concat(rows, ',') .. ']}'
end

-- A page of the ranking as JSON. The caller has made sure that the session is there.
-- from: 0 is the first place; limit 0: as many as the session's leaderboard shows
local function leaderboardPage(sessionId, from, limit)
  local s = redis.call('HMGET', K.session, F.version, F.answers, F.size, F.mode, F.status, F.pausedFrom)
  if limit == 0 then limit = tonumber(s[3]) end
  local rows = standingRows(shownBoard(s[4], s[5], s[6]), from, from + limit - 1)
  return leaderboardJson(sessionId, s[1] or 0, redisNow(), redis.call('ZCARD', K.board), s[2] or 0, rows)
end
