// The sheet on which paper takes over: open incidents with their clocks, who has been sent and what is still
// missing, every response unit with base, position and the telephones of its posts, closures in force. One
// self-contained HTML file, to be written again and again beside the store so that the newest one is at hand
// when the console is not. Heads by bands alone; no telephone but a duty post's. Ended incidents are not on
// it: after_action.hpp. The text is a pure function of its inputs; any thread.
#pragma once
#include <filesystem>
#include <string>

#include "data/model/operations.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

struct RunSheetRequest {
  Instant now{};
  std::string source;  // the store's file name
  bool simulated = false, exercise = false, english = false;
};

// Incidents by level, the gravest first, then by report; units by supervising unit, then id.
[[nodiscard]] std::string run_sheet_html(const Operations& operations, const Pack& pack,
                                         const RunSheetRequest& request);

// The file's name beside a store: city.anxin.runsheet.html.
[[nodiscard]] std::filesystem::path run_sheet_beside(const std::filesystem::path& store);
// Under its name whole or not at all, so that a reader never sees half a sheet. BadInput: cannot be written.
[[nodiscard]] Status write_run_sheet(const std::filesystem::path& out, const Operations& operations,
                                     const Pack& pack, const RunSheetRequest& request);

// The same beside the store, in Chinese: what the console does every minute.
[[nodiscard]] Status save_run_sheet(const Operations& operations, const Pack& pack, Instant now,
                                    bool simulated, bool exercise, const std::filesystem::path& store);

}  // namespace anxin
