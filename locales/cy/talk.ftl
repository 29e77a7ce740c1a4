# "Oes rhywun yn eich brifo?": dweud wrthon ni, a beth sy'n digwydd wedyn.
easy-talk-fault = Nid eich bai chi yw hyn. Gallwch chi ddweud wrthon ni.
easy-talk-only-safe = Dim ond pobl sy'n eich cadw'n ddiogel fydd yn ei ddarllen.
easy-talk-stop-showing = Rydyn ni'n stopio dangos eich stori.
easy-talk-take-back = Gallwch chi dynnu eich stori yn ôl unrhyw bryd.
easy-talk-keep = Rydyn ni'n dal i gadw beth ddywedoch chi am y perygl.
easy-talk-not-show = Dydy eich tudalennau ddim yn dangos eich bod wedi dweud.
easy-talk-yes = Oes, rydw i eisiau dweud
easy-talk-no = Na, mynd yn ôl
easy-talk-call = Gallwch chi ffonio rhywun
easy-talk-what = Beth sy'n bod?
easy-talk-told = Dewiswch, a byddwn ni'n gwybod.
easy-talk-more = Ydych chi eisiau dweud mwy?
easy-talk-your-words = Eich geiriau
easy-talk-few = Mae ychydig o eiriau'n ddigon.
easy-talk-we-know = Rydyn ni'n gwybod nawr. Diolch am ddweud wrthon ni.
easy-talk-no-more = Dweud dim mwy
easy-talk-want = Beth ydych chi eisiau i ni ei wneud?
easy-talk-listen = Rydyn ni'n gwrando arnoch chi. Allwn ni ddim addo popeth.
easy-talk-want-talk = Dewch i siarad â fi
easy-talk-want-safe = Helpwch fi i fod yn ddiogel
easy-talk-want-nothing = Peidiwch â gwneud dim eto
easy-talk-want-not-sure = Dydw i ddim yn gwybod
easy-talk-thanks = Diolch am ddweud wrthon ni.
easy-talk-soon = Bydd rhywun yn edrych arno cyn bo hir.
easy-talk-start = Mynd i'r dechrau
# Teitl y dudalen wrth iddi fynd: dydy e'n dweud dim.
easy-talk-weather = Tywydd
