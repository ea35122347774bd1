-- A player's standing and the rows around it as JSON, or nil when the player is not on the board.
-- ARGV: playerId around
local s = redis.call('HMGET', K.session, 'mode', 'status', 'pausedFrom')
local shown = shownBoard(s[1], s[2], s[3])
local rank = redis.call('ZREVRANK', shown.board, ARGV[1])
if not rank then return nil end
local around = tonumber(ARGV[2])
local from = math.max(0, rank - around)
local rows = standingRows(shown, from, rank + around)
return '{"standing":' .. rows[rank - from + 1] .. ',"around":[' .. table.concat(rows, ',') .. ']}'
