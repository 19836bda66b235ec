"""Texts with dates, right and wrong, as editors write them.

The event is on the Tuesdays 4, 11 and 18 June 2030 and booked until Tuesday 28 May 2030. The consultation is
open from Wednesday 1 May to Friday 14 June 2030, decided on Tuesday 25 June, and its findings are promised
for Friday 12 July 2030. The story has no dates of its own.
"""

EVENT_WRONG = """
Join us on Wednesday 4 June.
Join us on Wednesday 4 June 2030.
Join us on Tuesday 5 June.
Join us on Tuesday 12 June 2030 at the library.
The next session is on Wednesday 12 June.
We meet on 13 June at 6:30pm.
Come along on 3 June, from 6:30pm to 8pm.
The first session takes place on Thursday 6 June 2030.
See you on Monday 4 June!
The workshop runs on 4 July 2030.
When: Tuesday 25 June 2030
Date: 5 June 2030
Drop in on Tues 12th June.
The event is on Weds 4th June 2030.
Mon 4 June 2030, 6:30pm
Wednesday the 11th of June 2030
Monday 3 June to Wednesday 4 June 2030
Tuesdays 4, 11 and 19 June 2030
Tuesday 4, Tuesday 12 and Tuesday 18 June 2030
Come on Tuesday 04/06/2031.
Come on Wednesday 04/06/2030.
Come on Wednesday 4/6/30.
Drop in on Weds 04.06.30, from noon.
The session is on 2030-06-05.
Join us on Wednesday, June 4th, 2030.
Join us on Wednesday, June 4.
Book by Tuesday 29 May.
Book by Wednesday 28 May 2030.
Please book a place by 30 May.
The deadline to book is 1 June 2030.
Register by Monday 27 May 2030 at noon.
Bookings close on 4 June.
There is cake on Friday 31 June.
We look forward to 30 February.
We are back on 31 April 2030.
Starts on Wednesday 5 June, then weekly.
The dates are Tuesday 4 and Wednesday 11 June 2030.
It is held on Thursday 4 June 2030 in the hall.
We are closed on Tuesday 1 January 2031.
The hall was painted on Monday 9 April 2030.
Come for lunch on 6 June.
Term ends on Friday 19 July 2031.
""".strip().splitlines()

EVENT_RIGHT = """
Join us on Tuesday 4 June.
Join us on Tuesday 4 June 2030.
Join us on 11 June.
We meet every Tuesday.
We meet every Tuesday in June.
We meet on Tuesdays at 6:30pm.
Every Tuesday, 4 June to 18 June 2030
Every other Wednesday 5 June is a coffee day.
Open 9/4 and 24/7 for everyone.
Come on Tuesday 4/6/30.
On Wednesday 4/6 of them came.
On Wednesday 4.6.3 of the software came out.
Fill in form 9/4 before you come.
Two out of three (2/3) came back.
Scores went from 1.5 to 4.6 in a year.
The second Tuesday of June is the last one.
Tuesdays 4, 11 and 18 June 2030
Tuesdays 4 and 11 June
Tuesday 4 and Tuesday 11 June 2030
Tuesday 4, 11 and 18 June
4-18 June 2030
From 4 to 18 June 2030
Tuesday 4 June to Tuesday 18 June 2030
Monday 30 December 2030 to Friday 3 January 2031
Monday 30 December to Friday 3 January 2031
Room 4, 11 June 2030
Doors open 6 to 7, Tuesday 4 June.
For children aged 5 to 11. June is busy.
Children aged 5 to 11 may come alone.
In May 9 families came.
It may 4 times be true.
We march 9 miles for charity.
Tues 4 June
Tue 4th Jun 2030
Tuesday, 4 June 2030, 6:30pm
Tuesday the 4th of June
Tuesday (4 June)
4 June (Tuesday)
4th and 11th of June
Come on 04/06/2030.
Come on Tuesday 04/06/2030.
Come on 4.6.2030.
2030-06-04 is the first date.
Join us on Tuesday, June 4th, 2030.
Book by Tuesday 28 May.
Book by 28 May 2030.
Please book by 5pm on Tuesday 28 May 2030.
Half term starts on Monday 27 May 2030.
There is no session on Monday 27 May.
No session on 25 June.
The session of 25 June is cancelled.
The survey closes on 14 June.
Moved from Wednesday 5 June to Tuesday 4 June.
Last year we met on Tuesday 5 June.
On Wednesday 9 April 2025 families told us what they need.
In 2019 the group met on Tuesday 9 April.
The group began on 9 April 2019.
It was first held on Sunday 9 April 2017.
Follow-up session on 2 July.
The library is closed on Monday 3 June.
If you can not come, ring before Monday 3 June.
Results of the survey come out on 12 July.
The next consultation starts on 1 July.
Ring 0116 496 0123 on weekdays.
It costs £4 in June.
Up to 20 June babies can come.
Bring photos of 4 July parties.
Booking reference 12 Jun 99
""".strip().splitlines()

CONSULTATION_WRONG = """
The survey closes on Thursday 14 June.
The survey closes on 15 June.
The survey closes at 11:59pm on Saturday 15 June 2030.
Open until 13 June 2030.
Have your say by 14 July 2030.
Send your answers by Friday 21 June.
Tell us what you think by 12 June.
The deadline is Monday 17 June 2030.
The consultation opens on 2 May.
It opens on Thursday 1 May 2030.
It runs from 1 May to 15 June 2030.
It runs from 6 May to 14 June 2030.
The consultation starts on Monday 6 May 2030.
The cabinet decides on Tuesday 2 July.
The decision will be made on Wednesday 25 June 2030.
The committee meets to decide on 26 June.
We will publish the findings by 12 August 2030.
You will hear what we did by 1 July.
We publish the results on Thursday 12 July 2030.
Feedback will be given by Monday 15 July.
Answers must be with us by 31 June.
Please reply by 5pm on Friday 7 June.
""".strip().splitlines()

CONSULTATION_RIGHT = """
The survey closes on Friday 14 June.
The survey closes on 14 June 2030.
Open until 11:59pm on Friday 14 June 2030.
Have your say by 14 June.
It runs from 1 May to 14 June 2030.
It runs from Wednesday 1 May until Friday 14 June.
The consultation opens on 1 May.
The cabinet decides on Tuesday 25 June.
We will publish the findings by 12 July 2030.
We publish the results on Friday 12 July.
Paper copies are in libraries from 8 May.
Drop-in sessions are on 15 May and 22 May.
The timetable changes from 2 September 2030.
The last survey closed on 9 April 2029.
In 2025 the survey closed on Wednesday 9 April.
Schools break up on Friday 19 July 2030.
The policy has been in force since 1 April 2012.
You can ask for a printed form before 7 June.
We asked on Sunday 9 April 2028 and you said no.
Answers come every Friday.
The law changed on 6 April 2021.
Children born before 1 September 2026 are covered.
""".strip().splitlines()

STORY_WRONG = """
On Tuesday 9 April 2025 forty parents came.
The first meeting was on Monday 3 March 2024.
It ran from Monday 6 to Saturday 10 April 2026.
We began on Thursday 29 February 2023.
By 31 November all had answered.
Friday 1st May 2026 and Monday 5 May 2026 were the days.
""".strip().splitlines()

STORY_RIGHT = """
On Wednesday 9 April 2025 forty parents came.
On Tuesday 9 April forty parents came.
It ran from Monday 6 to Friday 10 April 2026.
We met on Thursday 29 February 2024.
We asked in April 2019 and again in 2021.
On 29 February we counted.
Between 9 and 12 April 2024 the hall was full.
Friday 1 May 2026 and Monday 4 May 2026 were the days.
The register of 1 April 1999 was used.
A Tuesday in April suits most.
""".strip().splitlines()
