-- ARGV: playerId around
-- Returns a player's standing and the rows around it as JSON, an empty text when the player is not on the board, or nil when the
-- session is not there.
if isLost() then return nil end
local s = redis.call('HMGET', K.session, F.mode, F.status, F.pausedFrom)
local shown = shownBoard(s[1], s[2], s[3])
local rank = redis.call('ZREVRANK', shown.board, ARGV[1])
if not rank then return '' end
local around = tonumber(ARGV[2])
local from = math.max(0, rank - around)
local rows = standingRows(shown, from, rank + around)
return '{"standing":' .. rows[rank - from + 1] .. ',"around":[' .. table.concat(rows, ',') .. ']}'
