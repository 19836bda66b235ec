-- Ask for the lines of a file in turn, from a given line on: an address and, after a tab, the ETag to send along.
local asked, at = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local address, etag = line:match("^([^\t]+)\t?(.*)$")
    local headers = {}
    if etag ~= "" then headers["If-None-Match"] = '"' .. etag .. '"' end
    asked[#asked + 1] = wrk.format("GET", address, headers)
  end
  at = tonumber(arguments[2])
end

function request()
  at = at + 1
  return asked[at % #asked + 1]
end
