-- A player's standing and the rows around it as JSON, or nil when the player is not on the board.
-- KEYS: board players tallies previous
-- ARGV: playerId around
local rank = redis.call('ZREVRANK', KEYS[1], ARGV[1])
if not rank then return nil end
local around = tonumber(ARGV[2])
local from = math.max(0, rank - around)
local rows = standingRows(KEYS[1], KEYS[2], KEYS[3], KEYS[4], from, rank + around)
return '{"standing":' .. rows[rank - from + 1] .. ',"around":[' .. table.concat(rows, ',') .. ']}'
