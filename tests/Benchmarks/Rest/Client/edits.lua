-- PATCHes of deals chosen at random, each under a key of its own; amount, title and a custom field take turns.
-- Arguments: a file with deal ids, one a line; the access token; a seed.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  ids = {}
  for id in io.lines(args[1]) do ids[#ids + 1] = id end
  headers = { Authorization = "Bearer " .. args[2], ["Content-Type"] = "application/merge-patch+json" }
  math.randomseed(tonumber(args[3]) * 100 + number)
  count = math.random(0, 2 ^ 24)
end

function request()
  count = count + 1
  local random, body = math.random, nil
  local field = count % 3
  if field == 0 then
    body = string.format('{"amount":"%d.%02d"}', count, random(0, 99))
  elseif field == 1 then
    body = string.format('{"title":"Deal in its %dth edition"}', count)
  else
    body = string.format('{"customFields":{"priority":%d}}', count)
  end
  headers["Idempotency-Key"] = string.format("%08x-%04x-4%03x-8%03x-%06x%06x",
    random(0, 2 ^ 31 - 1), random(0, 65535), random(0, 4095), random(0, 4095), random(0, 2 ^ 24 - 1), random(0, 2 ^ 24 - 1))
  return wrk.format("PATCH", "/api/v1/deals/" .. ids[random(#ids)], headers, body)
end

dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "summary.lua")
