# The front door, help, and what every service owes its people.
easy-home-title = Your story, in your own words
easy-home-lead = Tell { $council } what life is like. You choose who can see it.
easy-home-tell = Tell a story
easy-home-film-here = A film is still on this phone. Sign in to send it.
easy-home-the-council = the council
easy-home-work = I work here

easy-start-camera = Point your phone's camera at your card.
easy-start-link = Press the link that comes up.
easy-start-ask = Ask the person who helps you. They can get you a card.

easy-help-title = Get help
easy-help-helper = Ask { $helper }. They can help you.
easy-help-card = Do you have a card? The name of a helper is on it. Ask them.
easy-help-not-yours = Is it not your card? Give it back to the person who gave it to you.
easy-help-danger = Are you in danger now? Call 999.
easy-help-work = If you work here
easy-help-password = Lost your password? Ask an administrator of your council for a new link.

easy-accessibility-title = Accessibility
easy-accessibility-lead = We want everyone to be able to use these pages.
easy-accessibility-able = You should be able to
easy-accessibility-bigger = make the text bigger and still read everything
easy-accessibility-keyboard = use a keyboard for everything
easy-accessibility-reader = use a screen reader
easy-accessibility-phone = use a small phone
easy-accessibility-script = use every page without JavaScript
easy-accessibility-far = How far we are
accessibility-rules = We build to the Web Content Accessibility Guidelines (WCAG 2.2, level AA).
easy-accessibility-checked = Programs check the pages. No outside group has checked them yet. So we do not claim that they meet every point.
easy-accessibility-captions = Some films have no captions yet. Ask us and we will give you the words.
easy-accessibility-broken = Something does not work?
easy-accessibility-tell = Tell the person who gave you your card. Or tell anyone at { $council }.
easy-accessibility-unhappy = Are you not happy with our answer? These people can help you.
easy-accessibility-service = Equality Advisory and Support Service

easy-privacy-title = Your privacy
easy-privacy-yours = Your story is yours.
easy-privacy-who = You choose who can see it.
easy-privacy-how = You choose if they see you, hear you or know your name.
easy-privacy-back = You can take it back at any time.
easy-privacy-hurt = Is someone hurting you? If you tell us, we have to get you help.
easy-privacy-keep = What we keep
easy-privacy-keep-story = your story and your choices about it
easy-privacy-keep-name = your name, kept apart from your story
easy-privacy-keep-looks = a note when someone who works here looks behind a made-up name
easy-privacy-keep-cookie = one cookie, so that you stay signed in. It follows you nowhere else
easy-privacy-council = This information is looked after by { $council }. You can ask for a copy of everything about you.
easy-privacy-unhappy = Are you not happy with how we use it? You can tell these people.
easy-privacy-commissioner = Information Commissioner

credits-title = Credits
credits-symbols = The symbols are by OpenMoji, the open-source emoji and icon project. Licence: Creative Commons BY-SA 4.0.
credits-letters = The letters are Atkinson Hyperlegible Next by the Braille Institute of America. Licence: SIL Open Font Licence 1.1.
credits-parts = The form parts are built on GOV.UK Frontend by the Government Digital Service. Licence: MIT.
