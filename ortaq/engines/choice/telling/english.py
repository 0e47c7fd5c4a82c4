"""English."""

from ortaq.engines.choice.telling.phrases import Language

SENTENCES = {
    "won": "This project won. {votes} {votes:person|people} voted for it.",
    "won_shares": "It costs {cost}. Those who voted for it paid for it together: nobody gave more than {payment} of "
    "the {endowment} every voter had.",
    "won_unequal_shares": "It costs {cost}. Those who voted for it paid for it together: nobody gave more than "
    "{payment}.",
    "won_by_votes": "It costs {cost}, and when its turn came there was money enough for it.",
    "won_completion": "Some of the budget was left over at the end. It went to the projects with the most votes "
    "that still fitted, and this one, at {cost}, was among them.",
    "won_otherwise": "It costs {cost} and was number {place} to be chosen.",
    "tie": "It stood exactly level with {names}.",
    "tie_lost": "At its best it stood exactly level with {names}, which was taken.",
    "tie_cheapest": "Of level projects the cheaper one goes first.",
    "tie_costliest": "By the rules of this vote the dearer of level projects goes first.",
    "tie_votes": "Of level projects the one with more votes goes first.",
    "tie_lot": "The lot drawn in public decided between them.",
    "tie_id": "By the rules of this vote the order of their numbers decided between them.",
    "tie_file_order": "By the rules of this vote the order on the list decided between them.",
    "lost": "This project was not chosen. {votes} {votes:person|people} voted for it, and it costs {cost}.",
    "lost_without_votes": "This project was not chosen: nobody voted for it. It costs {cost}.",
    "everyone_had": "Every voter had the same share of the budget, {endowment}, and it could only go to projects "
    "that voter had chosen.",
    "everyone_had_unequal": "Every voter had a share of the budget, and it could only go to projects that voter had "
    "chosen.",
    "rival": "{name} ({money} from {voters} of them)",
    "rivals": "Its supporters' shares helped to pay for other projects they wanted too: {rivals}.",
    "rivals_most": "Its supporters' shares helped to pay for other projects they wanted too, most of all: {rivals}.",
    "left": "In the end they had {left} left between them: {missing} too little.",
    "left_untouched": "Between them they had {left}: {missing} too little.",
    "outvoted": "Projects with more votes came first. When its turn came, {left} of the budget was left: {missing} "
    "too little.",
    "stopped": "Projects were taken in the order of their votes until the first one that did not fit; the count "
    "ended before this one's turn.",
    "not_reached": "Other projects were chosen, until the money left was not enough for another.",
    "near_votes_shares": "It would have won if {more} more {more:person|people} had voted for it and for nothing "
    "else, with all the rest as it was.",
    "near_votes": "It would have won with {more} more {more:vote|votes}, with all the rest as it was.",
    "near_cost": "With the votes it has, it would also have won at a cost of {cost} or less.",
    "near_cost_alone": "With the votes it has, it would have won at a cost of {cost} or less.",
    "withdrawn": "It was withdrawn before the count, so the votes for it could not elect it.",
    "over_budget": "The whole budget is {budget}, so there is no way to pay for it.",
    "over_maximum": "One project may cost {limit} at most.",
    "too_few_votes": "The rules of this vote ask for at least {limit} {limit:vote|votes}.",
    "below_threshold": "It had fewer votes than the rules of this vote ask for.",
    "same_site": "Only one project can be built in this place, and another was chosen for it: {names}.",
    "district_limit": "The money set aside for its district ({place}) had gone to projects chosen before it.",
    "category_limit": "The money set aside for its category ({place}) had gone to projects chosen before it.",
    "no_cost": "It has no cost in the list of projects, so it could not take part in the count.",
    "preface_figures": "{voters} {voters:person|people} voted. {winners} {winners:project|projects} won, for "
    "{spent} out of a budget of {budget}.",
    "preface_shares": "The budget was divided equally among all who voted. A project wins when those who voted for "
    "it can pay for it from their shares; the one that asks least of each supporter goes first.",
    "preface_unequal_shares": "Everyone who voted had a share of the budget. A project wins when those who voted "
    "for it can pay for it from their shares; the one that asks least of each supporter goes first.",
    "preface_add1": "While the budget allowed, everybody's share was raised a little and the count made anew.",
    "preface_completion": "What was left over went to the projects with the most votes that still fitted.",
    "preface_kept": "The outcome was compared with the plain order of votes, and stayed.",
    "preface_by_votes": "Projects were taken in the order of their votes, as long as the money lasted.",
    "preface_replaced": "Equal shares were compared with the plain order of votes, as the rules ask; more voters "
    "were better off with the order of votes, so that one counts.",
    "preface_judgment": "Projects were taken from the best middle grade down, as long as the money lasted. The "
    "middle grade is the one that at least half of the voters gave or bettered.",
    "preface_otherwise": "Projects were chosen one after another, so that every group of voters gets its fair part.",
}


def plural(number: int) -> int:
    """This will give 0 for one, 1 for all others."""
    return 0 if number == 1 else 1


LANGUAGE = Language(sentences=SENTENCES, plural=plural, quotes="“”", decimal_mark=".")
