-- Rows of the ranking as JSON, ready to be sent: nicknames are kept JSON-encoded, ids need no escaping.
-- `moved` counts places since the last snapshot and is 0 for whoever was not among its first places then.

local function standingRows(board, players, tallies, previous, from, to)
  local entries = redis.call('ZREVRANGE', board, from, to, 'WITHSCORES')
  if #entries == 0 then return {} end
  local ids = {}
  for i = 1, #entries, 2 do ids[#ids + 1] = entries[i] end
  local nicknames = redis.call('HMGET', players, unpack(ids))
  local counts = redis.call('HMGET', tallies, unpack(ids))
  local rows = {}
  for i, id in ipairs(ids) do
    local rank = from + i
    local before = redis.call('ZREVRANK', previous, id)
    local moved = 0
    if before then moved = before + 1 - rank end
    local correct, answered = string.match(counts[i] or '0 0 0', '^%d+ (%d+) (%d+)')
    rows[i] = '{"rank":' .. rank .. ',"playerId":"' .. id .. '","nickname":' .. (nicknames[i] or '""') ..
      ',"score":' .. string.format('%.0f', boardPoints(tonumber(entries[i * 2]))) ..
      ',"correct":' .. correct .. ',"answered":' .. answered .. ',"moved":' .. moved .. '}'
  end
  return rows
end

local function leaderboardJson(sessionId, version, now, total, answers, rows)
  return '{"sessionId":"' .. sessionId .. '","version":' .. version .. ',"at":' .. string.format('%.0f', now) ..
    ',"total":' .. total .. ',"answers":' .. answers .. ',"top":[' .. table.concat(rows, ',') .. ']}'
end
