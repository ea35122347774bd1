-- The formats of a player's tally and answers in Redis. `records.ts` reads and writes the same formats.

-- A tally: `streak correct answered last`. `last` is the number of the scored question that the player answered last.
local function parseTally(tally)
  return string.match(tally, '^(%d+) (%d+) (%d+) (%-?%d+)')
end

local function tallyText(streak, correct, answered, last)
  return streak .. ' ' .. correct .. ' ' .. answered .. ' ' .. last
end

-- The tally of a player who has just joined.
local NEW_TALLY = '0 0 0 -1'

-- An answer. Its value, as JSON, comes last, since it can contain any character.
local function recordText(points, fraction, streak, elapsed, at, value)
  return points .. '|' .. fraction .. '|' .. streak .. '|' .. elapsed .. '|' .. at .. '|' .. value
end
