// What the HTML pages of this folder share: escaping, figures as a person reads them, the frame of a page
// that needs nothing beside itself. Valid HTML5, no script, no address outside; black and white, so that any
// printer will do; Chinese type by font stack. For this folder only. Any thread.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/operations.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

// What a page says of itself.
struct PageHead {
  std::string title;
  Instant now{};
  std::string source;  // the store's file name
  std::uint64_t revision = 0;
  bool simulated = false, exercise = false, english = false;
};

// Text for HTML: the five characters escaped, controls and bytes that are no UTF-8 as U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);
// The same for what a person typed: numbers that look like a person's are masked (personal.hpp).
[[nodiscard]] std::string free_text(std::string_view text);

// 2026-11-23 09:42:16 in Beijing; without the date on `today`.
[[nodiscard]] std::string time_text(Instant at);
[[nodiscard]] std::string time_text(Instant at, Day today);
[[nodiscard]] std::string position_text(LonLat at);                      // 116.57200 E 40.00800 N
[[nodiscard]] std::string age_text(std::int64_t seconds, bool english);  // 12 分钟前
[[nodiscard]] std::string money_text(Fen fen, bool english);
[[nodiscard]] std::string_view sector_name(Sector sector, bool english);
// As the screen says it: 已认领 when reported and claimed.
[[nodiscard]] std::string_view state_name(const Incident& incident, bool english);
[[nodiscard]] std::string unit_name(const Pack& pack, const std::string& supervising_unit, bool english);

// 模拟数据 · 演练 · 内部使用
[[nodiscard]] std::string marks_text(const PageHead& head);

// A table; cells are HTML, escaped by who makes them. Its head, with the page's marks, repeats on every
// printed page.
class HtmlTable {
 public:
  HtmlTable(const PageHead& head, const std::string& caption, const std::vector<std::string>& columns);
  void row(const std::vector<std::string>& cells, std::string_view css_class = {});
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  // With no row: one that says `none`.
  [[nodiscard]] std::string finish(std::string_view none);

 private:
  std::string html_;
  std::size_t columns_ = 0, rows_ = 0;
};

// <!DOCTYPE html> ... with `body` below the head's facts; `landscape`: A4 across.
[[nodiscard]] std::string html_page(const PageHead& head, bool landscape, std::string_view body);
// Under its name whole or not at all. BadInput when it cannot be written.
[[nodiscard]] Status write_html(const std::filesystem::path& out, std::string_view html);

}  // namespace anxin
