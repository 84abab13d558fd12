// Frames: u8 type, u32 length, payload.  G "anxin sheet 3" | L layers | H head | R rows | P progress | E
// error | Z end. A text is u32 length and bytes. L: u32 count, texts. R: u32 count, then per row u32 line, u8
// shape, u32 cells, texts. Order: G, L?, H, (R | P)*, Z; E instead of any but G.
#include "data/ingest/sheet.hpp"

#include <cstring>

namespace anxin {
namespace {

constexpr std::string_view kHello = "anxin sheet 3";
constexpr std::size_t kBlockBytes = 1u << 20;
constexpr std::size_t kLongestName = 1000;  // of a layer or a coordinate system

constexpr std::size_t kLongestSentence = 4096;

// A sentence that lists what a stranger's file holds can be of any length.
std::string shortened(const std::string& sentence) {
  if (sentence.size() <= kLongestSentence) return sentence;
  constexpr std::string_view kMore = "…";
  std::size_t end = kLongestSentence - kMore.size();
  while (end > 0 && (static_cast<unsigned char>(sentence[end]) & 0xC0) == 0x80) --end;
  return sentence.substr(0, end).append(kMore);
}

bool is_name(std::string_view text) { return text.size() <= kLongestName && is_valid_utf8(text); }

void put_u32(std::string& out, std::uint32_t n) {
  char raw[4];
  std::memcpy(raw, &n, 4);
  out.append(raw, 4);
}

void put_u64(std::string& out, std::uint64_t n) {
  char raw[8];
  std::memcpy(raw, &n, 8);
  out.append(raw, 8);
}

void put_text(std::string& out, std::string_view text) {
  put_u32(out, static_cast<std::uint32_t>(text.size()));
  out.append(text);
}

// Takes numbers and texts off the front; once something is missing everything after reads as missing too.
struct Cursor {
  std::string_view bytes;
  std::size_t at = 0;
  bool good = true;

  std::string_view take(std::size_t n) {
    if (!good || bytes.size() - at < n) {
      good = false;
      return {};
    }
    at += n;
    return bytes.substr(at - n, n);
  }
  template <class N>
  N number() {
    N n{};
    const auto raw = take(sizeof n);
    if (good) std::memcpy(&n, raw.data(), sizeof n);
    return n;
  }
  std::string_view text() { return take(number<std::uint32_t>()); }
  [[nodiscard]] bool done() const { return good && at == bytes.size(); }
};

std::unexpected<Error> broken() {
  return fail(ErrorCode::BadInput, "读取文件的子进程给出了不合规的结果，文件没有导入。",
              "The process that reads the file gave a malformed answer; nothing was imported.");
}

}  // namespace

bool SheetWriter::frame(char type, std::string_view payload) {
  std::string head(1, type);
  put_u32(head, static_cast<std::uint32_t>(payload.size()));
  return flush_(head) && (payload.empty() || flush_(payload));
}

bool SheetWriter::hello() { return frame('G', kHello); }

bool SheetWriter::layers(std::span<const std::string> names) {
  std::vector<std::string_view> good;
  for (const auto& name : names)
    if (good.size() < kMostLayers && !name.empty() && is_name(name)) good.emplace_back(name);
  std::string out;
  put_u32(out, static_cast<std::uint32_t>(good.size()));
  for (const auto name : good) put_text(out, name);
  return frame('L', out);
}

bool SheetWriter::head(const SheetHead& head) {
  std::string out;
  out += static_cast<char>(head.encoding);
  out += head.delimiter;
  out += static_cast<char>(head.serial_days);
  put_text(out, head.declared_crs);
  put_text(out, head.layer);
  put_u32(out, static_cast<std::uint32_t>(head.columns.size()));
  for (const auto& column : head.columns) put_text(out, column);
  return frame('H', out);
}

bool SheetWriter::row(std::uint32_t line, RowShape shape, std::span<const std::string_view> cells) {
  if (block_.empty()) block_.assign(4, '\0');
  put_u32(block_, line);
  block_ += static_cast<char>(shape);
  put_u32(block_, static_cast<std::uint32_t>(cells.size()));
  for (const auto cell : cells) put_text(block_, cell);
  ++block_rows_;
  ++rows_;
  return block_.size() < kBlockBytes || flush_rows();
}

bool SheetWriter::flush_rows() {
  if (block_rows_ == 0) return true;
  std::memcpy(block_.data(), &block_rows_, 4);
  const bool sent = frame('R', block_);
  block_.clear();
  block_rows_ = 0;
  return sent;
}

bool SheetWriter::progress(std::uint64_t done, std::uint64_t total) {
  std::string out;
  put_u64(out, done);
  put_u64(out, total);
  return frame('P', out);
}

bool SheetWriter::finish() {
  std::string out;
  put_u64(out, rows_);
  return flush_rows() && frame('Z', out);
}

bool SheetWriter::error(const Error& error) {
  std::string out(1, static_cast<char>(error.code));
  put_text(out, shortened(error.zh));
  put_text(out, shortened(error.en));
  return frame('E', out);
}

Status SheetReader::feed(std::string_view bytes) {
  bytes_ += bytes.size();
  if (bytes_ > kMaxSheetBytes)
    return fail(ErrorCode::BadInput, "文件内容过大，请分成几个文件导入。",
                "The file holds too much; import it in several files.");
  pending_.append(bytes);
  std::size_t at = 0;
  while (pending_.size() - at >= 5) {
    std::uint32_t length = 0;
    std::memcpy(&length, pending_.data() + at + 1, 4);
    if (length > kMaxFrameBytes || (!greeted_ && (pending_[at] != 'G' || length != kHello.size())))
      return broken();
    if (pending_.size() - at - 5 < length) {
      pending_.reserve(at + 5 + length);
      break;
    }
    if (auto ok = frame(pending_[at], pending_.substr(at + 5, length)); !ok) return ok;
    at += 5 + length;
  }
  pending_.erase(0, at);
  return {};
}

Status SheetReader::frame(char type, std::string payload) {
  if (ended_ || error_) return broken();
  if (!greeted_) {
    greeted_ = type == 'G' && payload == kHello;
    return greeted_ ? Status{} : broken();
  }
  switch (type) {
    case 'L':
      return have_layers_ || have_head_ ? broken() : read_layers(payload);
    case 'H':
      return have_head_ ? broken() : read_head(payload);
    case 'R':
      return have_head_ ? read_rows(std::move(payload)) : broken();
    case 'E':
      return read_error(payload);
    case 'P': {
      Cursor in{payload};
      const auto done = in.number<std::uint64_t>(), total = in.number<std::uint64_t>();
      if (!in.done()) return broken();
      if (on_progress) on_progress(done, total);
      return {};
    }
    case 'Z': {
      Cursor in{payload};
      const auto rows = in.number<std::uint64_t>();
      ended_ = have_head_ && in.done() && rows == sheet_.rows();
      return ended_ ? Status{} : broken();
    }
    default:
      return broken();
  }
}

Status SheetReader::read_layers(std::string_view payload) {
  Cursor in{payload};
  const auto count = in.number<std::uint32_t>();
  if (!in.good || count > kMostLayers) return broken();
  for (std::uint32_t i = 0; i < count && in.good; ++i) {
    const auto text = in.text();
    if (text.empty() || !is_name(text)) return broken();
    sheet_.head.layers.emplace_back(text);
  }
  if (!in.done()) return broken();
  have_layers_ = true;
  if (on_layers) on_layers(sheet_.head.layers);
  return {};
}

Status SheetReader::read_head(std::string_view payload) {
  Cursor in{payload};
  const auto encoding = in.number<std::uint8_t>();
  sheet_.head.delimiter = in.number<char>();
  const auto serial_days = in.number<std::uint8_t>();
  sheet_.head.declared_crs = in.text();
  sheet_.head.layer = in.text();
  const auto columns = in.number<std::uint32_t>();
  if (!in.good || encoding > static_cast<int>(Encoding::Utf16Be) || columns > kMaxColumns ||
      serial_days > static_cast<int>(SerialDays::From1904))
    return broken();
  sheet_.head.serial_days = static_cast<SerialDays>(serial_days);
  sheet_.head.encoding = static_cast<Encoding>(encoding);
  for (std::uint32_t i = 0; i < columns && in.good; ++i) {
    const auto text = in.text();
    if (text.size() > kMaxCellBytes || !is_valid_utf8(text)) return broken();
    sheet_.head.columns.emplace_back(text);
  }
  if (!in.done() || !is_name(sheet_.head.declared_crs) || !is_name(sheet_.head.layer)) return broken();
  have_head_ = true;
  return {};
}

Status SheetReader::read_rows(std::string payload) {
  Cursor in{payload};
  const auto count = in.number<std::uint32_t>();
  const auto block = static_cast<std::uint32_t>(sheet_.blocks_.size());
  if (!in.good || sheet_.rows() + count > kMaxRows) return broken();
  for (std::uint32_t i = 0; i < count; ++i) {
    sheet_.rows_.push_back({block, static_cast<std::uint32_t>(in.at)});
    in.number<std::uint32_t>();
    const auto shape = in.number<std::uint8_t>();
    const auto cells = in.number<std::uint32_t>();
    if (!in.good || shape > static_cast<int>(RowShape::StrayQuote) || cells > kMaxColumns) return broken();
    if (shape == 0 && cells != sheet_.head.columns.size()) return broken();
    for (std::uint32_t c = 0; c < cells; ++c) {
      const auto text = in.text();
      if (!in.good || text.size() > kMaxCellBytes || !is_valid_utf8(text)) return broken();
    }
  }
  if (!in.done()) return broken();
  sheet_.blocks_.push_back(std::move(payload));
  return {};
}

Status SheetReader::read_error(std::string_view payload) {
  Cursor in{payload};
  const auto code = in.number<std::uint8_t>();
  const auto zh = in.text(), en = in.text();
  if (!in.done() || code > static_cast<int>(ErrorCode::Internal) || zh.size() > kLongestSentence ||
      en.size() > kLongestSentence || !is_valid_utf8(zh) || !is_valid_utf8(en))
    return broken();
  error_ = Error{static_cast<ErrorCode>(code), std::string(zh), std::string(en)};
  return {};
}

Result<Sheet> SheetReader::take() {
  if (error_) return std::unexpected(*error_);
  if (!ended_ || !pending_.empty()) return broken();
  return std::move(sheet_);
}

Sheet::Row Sheet::row(std::size_t index, std::vector<std::string_view>& cells) const {
  const Place place = rows_[index];
  Cursor in{blocks_[place.block], place.offset};
  Row row;
  row.line = in.number<std::uint32_t>();
  row.shape = static_cast<RowShape>(in.number<std::uint8_t>());
  cells.resize(in.number<std::uint32_t>());
  for (auto& cell : cells) cell = in.text();
  for (std::size_t c = 0; c < dropped_.size() && c < cells.size(); ++c)
    if (dropped_[c]) cells[c] = {};
  return row;
}

void Sheet::drop_column(std::size_t column) {
  if (dropped_.size() <= column) dropped_.resize(column + 1);
  dropped_[column] = true;
}

}  // namespace anxin
