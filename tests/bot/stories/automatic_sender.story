# It answers itself, and the loop ends at once.
> I'm driving right now, I'll text you later.
<-
> I'm driving right now, I'll text you later.
<-
