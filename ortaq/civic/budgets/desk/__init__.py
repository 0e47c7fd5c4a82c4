"""The officials' side of a budget: the steps of a call, the experts' queue, paper, residents at the desk."""
