/**
 * The program Dovecot's authentication runs for each sign-in: it asks the server's loopback end point and passes the
 * verdict on. A right password that is not allowed is answered as "let in, but no login", because Dovecot shows a
 * reason only then.
 */
export const authenticationScript = (url: string, bearer: string): string => `local client = dovecot.http.client({
  timeout = 20000,
  max_attempts = 1,
})

local function encode(value)
  return (tostring(value or ""):gsub("[^%w%-_%.]", function(sign)
    return string.format("%%%02X", string.byte(sign))
  end))
end

function auth_password_verify(request, password)
  local call = client:request({ url = "${url}", method = "POST" })
  call:add_header("Authorization", "Bearer ${bearer}")
  call:add_header("Content-Type", "application/x-www-form-urlencoded")
  call:set_payload("user=" .. encode(request.user)
    .. "&service=" .. encode(request.service)
    .. "&ip=" .. encode(request.remote_ip)
    .. "&port=" .. encode(request.remote_port)
    .. "&localPort=" .. encode(request.local_port)
    .. "&session=" .. encode(request.session)
    .. "&program=" .. encode(request:var_expand("%{client_id}"))
    .. "&password=" .. encode(password))
  local answer = call:submit()
  if answer:status() ~= 200 then
    return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, ""
  end
  local verdict, reason = answer:payload():match("^(%a+)\\n?(.*)$")
  if verdict == "accepted" then
    return dovecot.auth.PASSDB_RESULT_OK, {}
  end
  if verdict == "refused" then
    return dovecot.auth.PASSDB_RESULT_OK, { nologin = "y", reason = reason }
  end
  return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, ""
end

function script_init()
  return 0
end

function script_deinit()
end
`;
