-- Neovim's own client against the server: waits for the finding, applies its first fix and writes the file.
local server, file, title = vim.env.FAULTLINE_SERVER, vim.env.FAULTLINE_FILE, vim.env.FAULTLINE_FIX

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

local function check()
  local id = vim.lsp.start_client({
    name = "faultline",
    cmd = { vim.env.FAULTLINE_NODE, server, "lsp", "--stdio" },
    root_dir = vim.fn.getcwd(),
  })
  vim.cmd("edit " .. file)
  vim.lsp.buf_attach_client(0, id)
  assert(vim.wait(60000, function() return #errors() > 0 end, 50), "no diagnostics came")
  local finding = errors()[1]
  print(string.format("finding %d:%d %s\n", finding.lnum + 1, finding.col + 1, finding.message))

  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  local client = vim.lsp.get_client_by_id(id)
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  local actions = client.request_sync("textDocument/codeAction", params, 60000, 0).result
  assert(actions[1].title == title, "the first action is " .. actions[1].title)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  assert(vim.wait(60000, function() return #errors() == 0 end, 50), "the finding stayed")
  vim.cmd("write")
end

local ok, problem = pcall(check)
if not ok then
  print("failed: " .. tostring(problem) .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
