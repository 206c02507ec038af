// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The discrete Fourier transform of 2^m complex numbers in place: X[f] = Σ x[t] exp(−2πi f t / n) (Cooley & Tukey 1965). Backward without
// the division by n.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trede::stat {

struct Complex {
  double re = 0, im = 0;
  friend Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
  friend Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
  friend Complex operator*(Complex a, Complex b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
  friend Complex operator*(double a, Complex b) { return {a * b.re, a * b.im}; }
};

class Fourier {
 public:
  explicit Fourier(unsigned bits);  // n = 2^bits
  void forward(std::vector<Complex>& x) const { run(x, false); }
  void backward(std::vector<Complex>& x) const { run(x, true); }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void run(std::vector<Complex>& x, bool back) const;
  std::size_t size_;
  std::vector<Complex> turn_;        // exp(−2πi k / n), k < n/2
  std::vector<std::uint32_t> swap_;  // the bits of the position in reverse
};

}  // namespace trede::stat
