-- GETs of deals chosen at random. Arguments: a file with deal ids, one a line; the access token; a seed.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  requests = {}
  local headers = { Authorization = "Bearer " .. args[2] }
  for id in io.lines(args[1]) do requests[#requests + 1] = wrk.format("GET", "/api/v1/deals/" .. id, headers) end
  math.randomseed(tonumber(args[3]) * 100 + number)
end

function request()
  return requests[math.random(#requests)]
end

dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "summary.lua")
