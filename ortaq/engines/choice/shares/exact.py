"""One run of Equal Shares in whole numbers: what decides when floats cannot.

No voter's money is ever stored. A group holds its endowment less the prices of the winners it paid for in full, and
nothing once it had to give all it had; so its money is a whole combination of the endowment and of the prices so far,
and groups with the same history are one value. Endowment and prices are numerators over one common denominator. To
price a project, only the sums over its poor supporters are formed: the work grows with rounds and supporters, not with
the number of different budgets. Floats are used to sort supporters into poor and rich where that is beyond doubt.
"""

from fractions import Fraction
from math import gcd

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.shares.arena import Hall
from ortaq.engines.choice.shares.kernel import U

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Ledger:
    """The exact state of one run: prices of the rounds so far, who paid in full, who has nothing left."""

    def __init__(self, hall: Hall, endowment: Fraction) -> None:
        self.hall = hall
        self.winners: list[int] = []
        self._whole = endowment.denominator
        self._endowment = endowment.numerator
        self._prices: list[int] = []
        self._paid: list[NDArray[np.integer]] = []
        self._kind = np.min_scalar_type(int(hall.worths.max(initial=0)))
        self._empty = np.zeros(len(hall.weights), dtype=bool)
        self._money: Floats = float(endowment) * hall.shares.astype(np.float64)
        self._error: Floats = 8 * U * self._money

    def price(self, p: int) -> Fraction | None:
        """This will give the exact price of a project per unit of worth, or nothing if it is not affordable."""
        found = self._solve(p)
        if found is None:
            return None
        numerator, utility, _ = found
        return Fraction(numerator, self._whole * utility)

    def pay(self, p: int) -> tuple[Fraction, Fraction]:
        """This will elect a project that is affordable, and give its price and the most a supporter pays."""
        found = self._solve(p)
        if found is None:
            raise AssertionError("a project was elected that its supporters cannot carry")
        numerator, utility, rich = found
        common = gcd(numerator, utility)
        numerator, factor = numerator // common, utility // common
        self._whole *= factor
        self._endowment *= factor
        self._prices = [price * factor for price in self._prices]
        groups, worths = self.hall.supporters(p)
        most = self._most(groups, worths, rich, numerator)
        row = np.zeros(len(self._empty), dtype=self._kind)
        row[groups[rich]] = worths[rich]
        self._paid.append(row)
        self._empty[groups[~rich]] = True
        self._prices.append(numerator)
        self.winners.append(p)
        x = numerator / self._whole
        payments = x * worths[rich]
        self._error[groups[rich]] += 8 * U * (self._money[groups[rich]] + payments)
        self._money[groups[rich]] = np.maximum(self._money[groups[rich]] - payments, 0.0)
        self._money[groups[~rich]] = 0.0
        self._error[groups[~rich]] = 0.0
        return Fraction(numerator, self._whole), most

    def money_of(self, groups: Integers) -> list[int]:
        """This will give the exact money of voters of these groups, over the common denominator."""
        known: dict[bytes, int] = {}
        amounts: list[int] = []
        history = np.array([row[groups] for row in self._paid], dtype=np.int64).reshape(len(self._paid), len(groups))
        for column, g in enumerate(groups.tolist()):
            if self._empty[g]:
                amounts.append(0)
                continue
            paid, share = history[:, column], int(self.hall.shares[g])
            key = share.to_bytes(8, "little") + paid.tobytes()
            if key not in known:
                spent = sum(self._prices[i] * int(paid[i]) for i in np.flatnonzero(paid).tolist())
                known[key] = share * self._endowment - spent
            amounts.append(known[key])
        return amounts

    def _solve(self, p: int) -> tuple[int, int, NDArray[np.bool_]] | None:
        """This will give (a, b, who pays in full): the price is a ÷ (common denominator × b).

        Whatever way the supporters are parted, what the poor have and the rich would pay together is at least what is
        paid, so each parting gives a lower bound of the price; parting anew at the bound raises it until it stays.
        """
        groups, worths = self.hall.supporters(p)
        if not len(groups):
            return None
        rich = self._guess(p, groups, worths)
        while True:
            utility = int(np.sum(self.hall.weights[groups[rich]] * worths[rich]))
            if utility == 0:
                return None
            numerator = int(self.hall.costs[p]) * self._whole - self._holdings(groups[~rich])
            parted = self._part(groups, worths, numerator, utility)
            if bool((parted == rich).all()):
                return numerator, utility, rich
            rich = parted

    def _guess(self, p: int, groups: Integers, worths: Integers) -> NDArray[np.bool_]:
        """This will part the supporters as floats see it; at least one is called rich."""
        limit = self._money[groups] / worths
        weights = self.hall.weights[groups].astype(np.float64)
        cost, rich = float(self.hall.costs[p]), np.ones(len(groups), dtype=bool)
        for _ in range(len(groups)):
            rest = cost - float(np.sum((weights * self._money[groups])[~rich]))
            still = rich & (limit >= rest / float(np.sum((weights * worths)[rich])))
            if not still.any():
                return np.asarray(limit >= limit.max())
            if bool((still == rich).all()):
                break
            rich = still
        return rich

    def _holdings(self, groups: Integers) -> int:
        """This will give the money of all voters of these groups together, over the common denominator."""
        groups = groups[~self._empty[groups]]
        if not len(groups):
            return 0
        weights = self.hall.weights[groups]
        total = int(np.sum(weights * self.hall.shares[groups])) * self._endowment
        for price, row in zip(self._prices, self._paid, strict=True):
            count = int(np.sum(weights * row[groups]))
            if count:
                total -= count * price
        return total

    def _part(self, groups: Integers, worths: Integers, numerator: int, utility: int) -> NDArray[np.bool_]:
        """This will tell who can pay the price numerator ÷ (denominator × utility) in full, for certain."""
        x = Fraction(numerator, self._whole * utility)
        payments = float(x) * worths
        money, error = self._money[groups], self._error[groups] + 8 * U * np.abs(payments)
        rich = np.asarray(money >= payments)
        near = np.flatnonzero(np.abs(money - payments) <= error * (1 + 16 * U))
        amounts = zip(self.money_of(groups[near]), worths[near].tolist(), strict=True)
        rich[near] = [amount * utility >= numerator * worth for amount, worth in amounts]
        return rich

    def _most(self, groups: Integers, worths: Integers, rich: NDArray[np.bool_], numerator: int) -> Fraction:
        """This will give the largest payment when p is elected at the price `numerator` over the denominator."""
        most = Fraction(numerator * int(worths[rich].max()), self._whole)
        poor = groups[~rich]
        poor = poor[self._money[poor] + self._error[poor] >= float(most) * (1 - 16 * U)]
        if len(poor):
            most = max(most, Fraction(max(self.money_of(poor)), self._whole))
        return most
