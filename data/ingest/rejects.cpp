#include <fmt/format.h>

#include <fstream>

#include "data/ingest/ingest.hpp"
#include "geo/io/csv_out.hpp"
#include "geo/io/pending_file.hpp"

namespace anxin {
namespace {

void append_row(std::string& out, std::span<const std::string> cells, std::size_t columns,
                std::string_view line, std::string_view reason) {
  for (std::size_t i = 0; i < std::max(columns, cells.size()); ++i) {
    if (i < cells.size()) append_csv_cell(out, defused(cells[i]));
    out += ',';
  }
  out += line;
  out += ',';
  append_csv_cell(out, reason);
  out += "\r\n";
}

}  // namespace

std::string rejects_text(const Intake& intake) {
  std::size_t columns =
      intake.header.size();  // a row that is too long keeps its cells, so that the header grows blank columns
  for (const auto& row : intake.rejected) columns = std::max(columns, row.cells.size());
  std::string out(kCsvBom);
  append_row(out, intake.header, columns, "行号", "原因");
  for (const auto& row : intake.rejected)
    append_row(out, row.cells, columns, fmt::format("{}", row.line), row.zh);
  return out;
}

Status write_rejects(const Intake& intake, const std::filesystem::path& file) {
  auto pending = PendingFile::beside(file);
  if (!pending) return std::unexpected(pending.error());
  std::ofstream out(pending->path(), std::ios::binary);
  out << rejects_text(intake);
  out.close();
  if (!out)
    return fail(ErrorCode::BadInput, "拒收文件写不下去，磁盘可能已满。",
                "The rejects file cannot be written; the disk may be full.");
  return pending->publish();
}

}  // namespace anxin
