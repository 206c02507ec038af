// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A linear program that is solved again and again with other aims: the face of Clp in this room. Columns have bounds, rows have a low and
// a high end. Each solve starts where the last one ended, so a sequence of calls gives the same answers every time it is made.
//
// Values carry the solver's noise of about 1e-7; who draws a conclusion rounds with kNoise.

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace trede::audit {

inline constexpr double kNoise = 1e-6;
inline constexpr double kNoLimit = 1e30;  // a bound that is none

struct LinearRows {
  std::vector<std::size_t> first = {0};
  std::vector<int> column;
  std::vector<double> coefficient;
  std::vector<double> low, high;

  [[nodiscard]] std::size_t size() const { return low.size(); }
  void add(int in_column, double with) {
    column.push_back(in_column);
    coefficient.push_back(with);
  }
  void close(double row_low, double row_high) {
    first.push_back(column.size());
    low.push_back(row_low);
    high.push_back(row_high);
  }
};

class LinearProgram {
 public:
  enum class Outcome : std::uint8_t { optimal, infeasible, unbounded, gave_up };

  LinearProgram(std::span<const double> lower, std::span<const double> upper, const LinearRows& rows);
  ~LinearProgram();
  LinearProgram(LinearProgram&&) noexcept;
  LinearProgram& operator=(LinearProgram&&) noexcept;
  LinearProgram(const LinearProgram&) = delete;
  LinearProgram& operator=(const LinearProgram&) = delete;

  void set_bounds(std::size_t column, double lower, double upper);
  [[nodiscard]] std::pair<double, double> bounds(std::size_t column) const;
  // A column with objective 0 and its place in rows; returns its position.
  std::size_t add_column(double lower, double upper, std::span<const int> rows, std::span<const double> coefficients);
  // The aim of one column, kept until it is set again; the aim is always made as small as possible.
  void set_aim(std::size_t column, double aim);
  void clear_aims();

  Outcome solve();
  [[nodiscard]] std::span<const double> solution() const;
  [[nodiscard]] std::span<const double> row_prices() const;  // the change of the aim's value per unit of a row's ends
  [[nodiscard]] double value() const;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
  std::vector<std::size_t> aimed_;
};

}  // namespace trede::audit
