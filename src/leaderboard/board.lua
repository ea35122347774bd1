-- ADR 4: why the tie-break is in the score.
-- The board: one sorted set, whose score orders players totally.
--
--   score = points * 2^32 + (2^32 - 1 - milliseconds from the session's creation to the last gain of points)
--
-- The player with more points comes first, then the player who reached them first, then (by ZREVRANGE) the greater player id.
-- Points take 20 bits and milliseconds 32 (49 days), so a double, which holds integers up to 2^53, keeps every score exactly.
local SCALE = 4294967296

local function boardScore(points, sinceCreation)
  if sinceCreation < 0 then sinceCreation = 0 end
  if sinceCreation > SCALE - 1 then sinceCreation = SCALE - 1 end
  return points * SCALE + (SCALE - 1 - sinceCreation)
end

local function boardPoints(score)
  return math.floor(score / SCALE)
end

-- Milliseconds from the session's creation to the last gain of points.
local function boardSince(score)
  return SCALE - 1 - score % SCALE
end
