// A table of text cells as it crosses from the child process to us: the writer (child), the reader (parent,
// which trusts nothing: sizes, counts, order and UTF-8 are checked), and the table itself, kept as the
// received blocks and decoded row by row. Length-prefixed frames, little-endian, described in sheet.cpp. Not
// a file format. Thread: each object belongs to one thread.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingest/csv.hpp"
#include "geo/error.hpp"
#include "geo/text.hpp"

namespace anxin {

inline constexpr std::size_t kMaxRows = 5'000'000;
inline constexpr std::size_t kMaxFrameBytes = 80u << 20;
inline constexpr std::uint64_t kMaxSheetBytes = std::uint64_t{2} << 30;

// The names of the two columns that a geometry becomes: x (east) and y (north) in the file's own CRS.
inline constexpr std::string_view kGeometryX = "geometry.x", kGeometryY = "geometry.y";

inline constexpr std::size_t kMostLayers = 100;  // named to whom may choose

inline constexpr std::string_view kUnnumbered = "?";  // before the name of a system without an EPSG code

// The day that serial number 1 or 0 stands for in a workbook; None: the file is no workbook.
enum class SerialDays : std::uint8_t { None, From1900, From1904 };

struct SheetHead {
  Encoding encoding = Encoding::Utf8;
  char delimiter = 0;        // 0: not a CSV
  std::string declared_crs;  // what the file itself says: "EPSG:4548", kUnnumbered and a name, else empty
  std::string layer;         // the workbook's sheet or the file's layer; empty where the format has none
  SerialDays serial_days = SerialDays::None;
  std::vector<std::string> layers;  // what the file offers to choose from, in its order; may be one, or none
  std::vector<std::string> columns;
  [[nodiscard]] bool has_geometry() const {
    return columns.size() >= 2 && columns[columns.size() - 2] == kGeometryX;
  }
};

class Sheet {
 public:
  struct Row {
    std::uint32_t line = 0;
    RowShape shape = RowShape::Whole;
  };

  SheetHead head;
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  // Fills `cells` with views into the sheet; valid as long as it.
  Row row(std::size_t index, std::vector<std::string_view>& cells) const;
  // Makes the cells of a column read as empty from now on: a column that may not be kept.
  void drop_column(std::size_t column);

 private:
  friend class SheetReader;
  struct Place {
    std::uint32_t block, offset;
  };
  std::vector<std::string> blocks_;
  std::vector<Place> rows_;
  std::vector<bool> dropped_;
};

// Makes frames and hands them to `flush` in blocks of about 1 MiB; false from it ends the writing.
class SheetWriter {
 public:
  using Flush = std::function<bool(std::string_view)>;
  explicit SheetWriter(Flush flush) : flush_(std::move(flush)) {}
  bool hello();
  // Before the head, so that a refusal leaves the choice. Names that cannot be asked for again are left out.
  bool layers(std::span<const std::string> names);
  bool head(const SheetHead& head);
  bool row(std::uint32_t line, RowShape shape, std::span<const std::string_view> cells);
  bool progress(std::uint64_t done, std::uint64_t total);
  bool finish();
  bool error(const Error& error);

 private:
  bool frame(char type, std::string_view payload);
  bool flush_rows();
  Flush flush_;
  std::string block_;
  std::uint32_t block_rows_ = 0;
  std::uint64_t rows_ = 0;
};

class SheetReader {
 public:
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress;
  std::function<void(const std::vector<std::string>&)> on_layers;
  // More bytes from the child. An error is final: what was sent is not what a child of ours sends.
  Status feed(std::string_view bytes);
  [[nodiscard]] bool greeted() const { return greeted_; }
  // What arrived: the sheet, or the child's own error sentence. Fails when the end frame is missing.
  Result<Sheet> take();

 private:
  Status frame(char type, std::string payload);
  Status read_layers(std::string_view payload);
  Status read_head(std::string_view payload);
  Status read_rows(std::string payload);
  Status read_error(std::string_view payload);
  std::string pending_;
  Sheet sheet_;
  std::optional<Error> error_;
  std::uint64_t bytes_ = 0;
  bool greeted_ = false, have_layers_ = false, have_head_ = false, ended_ = false;
};

}  // namespace anxin
