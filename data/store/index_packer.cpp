// Packs the R*Tree of the layer `project` from the table: leaves along a Hilbert curve, full nodes, parents
// above them, written into the tree's shadow tables in the format that sqlite.org/rtree.html documents
// (big-endian; depth, cells, then per cell an 8-byte number and four single-precision bounds). rtreecheck()
// and index_fault() read the result back in the tests.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "data/store/spatial_index.hpp"
#include "data/store/sql.hpp"

namespace anxin {
namespace {

struct Cell {
  std::int64_t id = 0;
  float x0 = 0, x1 = 0, y0 = 0, y1 = 0;
};
struct Placed {
  std::uint32_t order = 0;
  Cell cell;
};

constexpr std::size_t kHeader = 4, kCellBytes = 24;
constexpr std::size_t kFill = 40;  // of 51: room for edits before a node splits

float below(double v) {
  const auto f = static_cast<float>(v);
  return double{f} <= v ? f : std::nextafter(f, -std::numeric_limits<float>::infinity());
}
float above(double v) {
  const auto f = static_cast<float>(v);
  return double{f} >= v ? f : std::nextafter(f, std::numeric_limits<float>::infinity());
}

// Place along a Hilbert curve of order 16 (Wikipedia, "Hilbert curve", xy2d).
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) {
  std::uint32_t place = 0;
  for (std::uint32_t s = 1U << 15; s > 0; s >>= 1) {
    const std::uint32_t rx = (x & s) != 0 ? 1 : 0, ry = (y & s) != 0 ? 1 : 0;
    place += s * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx == 1) {
        x = 65535 - x;
        y = 65535 - y;
      }
      std::swap(x, y);
    }
  }
  return place;
}

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

std::string node_bytes(const Cell* cells, std::size_t n, std::size_t depth, std::size_t size) {
  std::string out;
  out.reserve(size);
  put(out, depth, 2);
  put(out, n, 2);
  for (std::size_t i = 0; i < n; ++i) {
    put(out, static_cast<std::uint64_t>(cells[i].id), 8);
    for (const float bound : {cells[i].x0, cells[i].x1, cells[i].y0, cells[i].y1}) {
      put(out, std::bit_cast<std::uint32_t>(bound), 4);
    }
  }
  out.resize(size, '\0');
  return out;
}

Cell around(const Cell* cells, std::size_t n, std::int64_t id) {
  Cell box = cells[0];
  box.id = id;
  for (std::size_t i = 1; i < n; ++i) {
    box.x0 = std::min(box.x0, cells[i].x0);
    box.x1 = std::max(box.x1, cells[i].x1);
    box.y0 = std::min(box.y0, cells[i].y0);
    box.y1 = std::max(box.y1, cells[i].y1);
  }
  return box;
}

Result<std::vector<Cell>> leaf_cells(Database& database) {
  Result<Statement> rows = database.prepare(sql("positions"));
  if (!rows) return std::unexpected(rows.error());
  std::vector<Placed> placed;
  while (true) {
    const Result<bool> row = rows->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const double x = rows->real(1), y = rows->real(2);
    // One step of the grid is 20 m of latitude; the curve need not be finer than a leaf.
    const auto gx = static_cast<std::uint32_t>((x + 180) / 360 * 1048576) & 65535;
    const auto gy = static_cast<std::uint32_t>((y + 90) / 180 * 1048576) & 65535;
    placed.push_back({hilbert(gx, gy), {rows->integer(0), below(x), above(x), below(y), above(y)}});
  }
  std::ranges::sort(placed, [](const Placed& a, const Placed& b) {
    return a.order != b.order ? a.order < b.order : a.cell.id < b.cell.id;
  });
  std::vector<Cell> cells;
  cells.reserve(placed.size());
  for (const Placed& p : placed) cells.push_back(p.cell);
  return cells;
}

// Writes one level; the cells of the level above come back. `owner` records which node holds a cell.
class Packer {
 public:
  Packer(Statement add_node, Statement add_row, Statement add_parent, std::size_t node_size)
      : add_node_(std::move(add_node)),
        add_row_(std::move(add_row)),
        add_parent_(std::move(add_parent)),
        node_size_(node_size),
        capacity_((node_size - kHeader) / kCellBytes) {}

  Status pack(std::vector<Cell> cells) {
    for (std::size_t depth = 0;; ++depth) {
      const bool root = cells.size() <= std::min(capacity_, std::size_t{51});
      const std::size_t nodes = root ? 1 : (cells.size() + kFill - 1) / kFill;
      std::vector<Cell> parents;
      for (std::size_t i = 0; i < nodes; ++i) {
        const std::size_t from = cells.size() * i / nodes, to = cells.size() * (i + 1) / nodes;
        const std::int64_t number = root ? 1 : next_++;
        if (Status done = write(cells.data() + from, to - from, number, depth, root); !done) return done;
        if (!root) parents.push_back(around(cells.data() + from, to - from, number));
      }
      if (root) return write_rows();
      cells = std::move(parents);
    }
  }

 private:
  Status write(const Cell* cells, std::size_t n, std::int64_t number, std::size_t depth, bool root) {
    const std::string bytes = node_bytes(cells, n, root ? depth : 0, node_size_);
    if (Status done = add_node_.bind(1, number).bind_blob(2, bytes).run(); !done) return done;
    for (std::size_t i = 0; i < n; ++i) {
      if (depth == 0) {
        rows_.emplace_back(cells[i].id, number);
      } else if (Status done = add_parent_.bind(1, cells[i].id).bind(2, number).run(); !done) {
        return done;
      }
    }
    return {};
  }
  Status write_rows() {
    std::ranges::sort(rows_);
    for (const auto& [id, node] : rows_) {
      if (Status done = add_row_.bind(1, id).bind(2, node).run(); !done) return done;
    }
    return {};
  }

  Statement add_node_, add_row_, add_parent_;
  std::size_t node_size_, capacity_;
  std::int64_t next_ = 2;  // 1 is the root
  std::vector<std::pair<std::int64_t, std::int64_t>> rows_;
};

Status pack_index(Database& database) {
  if (Status emptied = database.run(sql("index_empty")); !emptied) return emptied;
  const Result<std::int64_t> node_size = database.integer(sql("index_node_bytes"));
  if (!node_size) return std::unexpected(node_size.error());
  Result<std::vector<Cell>> cells = leaf_cells(database);
  if (!cells) return std::unexpected(cells.error());
  if (cells->empty()) return {};
  Result<Statement> node = database.prepare(sql("index_add_node"));
  if (!node) return std::unexpected(node.error());
  Result<Statement> row = database.prepare(sql("index_add_row"));
  if (!row) return std::unexpected(row.error());
  Result<Statement> parent = database.prepare(sql("index_add_parent"));
  if (!parent) return std::unexpected(parent.error());
  Packer packer(std::move(*node), std::move(*row), std::move(*parent), static_cast<std::size_t>(*node_size));
  return packer.pack(std::move(*cells));
}

}  // namespace

Result<std::string> begin_bulk(Database& database) {
  Result<std::string> triggers = database.text(sql("bulk_triggers"));
  if (!triggers) return triggers;
  if (Status dropped = database.run(sql("bulk_begin")); !dropped) return std::unexpected(dropped.error());
  return triggers;
}

Status end_bulk(Database& database, const std::string& triggers) {
  if (Status packed = pack_index(database); !packed) return packed;
  return database.run(triggers);
}

}  // namespace anxin
