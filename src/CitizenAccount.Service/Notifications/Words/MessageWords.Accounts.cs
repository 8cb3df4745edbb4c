namespace CitizenAccount.Service.Notifications;

// Codes, passwords, sign-in, contact data, closing.
internal static partial class MessageWords
{
    private static Words AlreadyRegistered { get; } = new(
        new("طلب تسجيل بهويتك", "Somebody registered with your ID"),
        new(
            "وصلنا طلب تسجيل بهويتك، ولديك حساب من قبل. إن كنت صاحب الطلب فسجّل الدخول أو استعد كلمة المرور. وإن لم "
            + "تكن صاحبه فحسابك لم يتغيّر ولا يلزمك شيء.",
            "A registration with your ID reached us, and you have an account already. If it was you, sign in or "
            + "recover your password. If not, your account is unchanged and you need do nothing."),
        Sms(
            "لديك حساب مسجّل من قبل. سجّل الدخول أو استعد كلمة المرور. إن لم تطلب التسجيل فتجاهل الرسالة.",
            "You already have an account. Sign in or recover your password. If you did not ask, ignore this."));

    private static Words AccountOpened { get; } = new(
        new("فُتح حسابك", "Your account is open"),
        new(
            "اكتمل تسجيلك في حساب المواطن. الخطوة التالية: أكمل طلبك بإضافة أفراد أسرتك ودخلك وعنوانك وحسابك البنكي، "
            + "ثم قدّمه.",
            "Your registration is complete. Next: fill in your application with your family, income, address and bank "
            + "account, then submit it."),
        Sms(
            "اكتمل تسجيلك. أكمل بيانات طلبك ثم قدّمه من البوابة.",
            "Your registration is complete. Fill in your application and submit it in the portal."));

    private static Words PasswordChanged { get; } = new(
        new("تغيّرت كلمة المرور", "Your password was changed"),
        new(
            "تغيّرت كلمة مرور حسابك. إن لم تغيّرها بنفسك فاستعد كلمة المرور الآن وتواصل معنا.",
            "The password of your account was changed. If you did not do it, recover your password now and contact "
            + "us."),
        Sms(
            "تغيّرت كلمة مرور حسابك. إن لم تغيّرها أنت فاستعدها الآن وتواصل معنا.",
            "Your password was changed. If it was not you, recover it now and contact us."));

    private static Words EmailChanged { get; } = new(
        new("تغيّر البريد الإلكتروني", "Your e-mail address was changed"),
        new(
            "تغيّر عنوان البريد الإلكتروني المسجّل في حسابك. إن لم تغيّره بنفسك فغيّر كلمة المرور الآن وتواصل معنا.",
            "The e-mail address of your account was changed. If you did not do it, change your password now and "
            + "contact us."),
        Sms(
            "تغيّر البريد الإلكتروني المسجّل في حسابك. إن لم تغيّره أنت فتواصل معنا.",
            "The e-mail address of your account was changed. If it was not you, contact us."));

    private static Words SessionsEnded { get; } = new(
        new("أُنهيت كل جلساتك", "All your sessions were ended"),
        new(
            "أنهينا كل الجلسات المفتوحة في حسابك حمايةً له، لأن رمز جلسة قديمًا استُخدم مرة أخرى. سجّل الدخول من جديد، "
            + "وإن شككت في أن غيرك دخل فغيّر كلمة المرور.",
            "To protect your account we ended every open session, because an old session token was used again. Sign in "
            + "again, and change your password if you think somebody else was in."),
        Sms(
            "أُنهيت كل جلسات حسابك حمايةً له. سجّل الدخول من جديد، وغيّر كلمة المرور إن شككت.",
            "All sessions of your account were ended to protect it. Sign in again; change your password if in doubt."));

    private static Words RegistrationCode(MessageFacts facts)
    {
        var code = facts.Number("code");
        return new(
            new("رمز تأكيد التسجيل", "Registration code"),
            new(
                $"رمز تأكيد التسجيل في حساب المواطن: {code.Arabic}. يصلح خمس دقائق ولمرة واحدة. لا تُطلع عليه أحدًا.",
                $"Your registration code: {code.English}. It is good for five minutes, once. Tell it to nobody."),
            Sms(
                $"رمز تأكيد التسجيل {code.Arabic}، صالح خمس دقائق. لا تُطلع عليه أحدًا.",
                $"registration code {code.English}, good for 5 minutes. Tell it to nobody."));
    }

    private static Words SignInCode(MessageFacts facts)
    {
        var code = facts.Number("code");
        return new(
            new("رمز تسجيل الدخول", "Sign-in code"),
            new(
                $"رمز تسجيل الدخول إلى حساب المواطن: {code.Arabic}. يصلح خمس دقائق ولمرة واحدة. لا تُطلع عليه أحدًا.",
                $"Your sign-in code: {code.English}. It is good for five minutes, once. Tell it to nobody."),
            Sms(
                $"رمز تسجيل الدخول {code.Arabic}، صالح خمس دقائق. لا تُطلع عليه أحدًا.",
                $"sign-in code {code.English}, good for 5 minutes. Tell it to nobody."));
    }

    private static Words NewContactCode(MessageFacts facts)
    {
        var code = facts.Number("code");
        return new(
            new("رمز تأكيد بيانات التواصل الجديدة", "Code to confirm your new contact data"),
            new(
                $"رمز تأكيد بيانات التواصل الجديدة في حساب المواطن: {code.Arabic}. يصلح خمس دقائق ولمرة واحدة. إن لم "
                + "تطلبه فتجاهل هذه الرسالة.",
                $"The code to confirm your new contact data: {code.English}. It is good for five minutes, once. If you "
                + "did not ask for it, ignore this message."),
            Sms(
                $"رمز تأكيد رقمك الجديد {code.Arabic}، صالح خمس دقائق. لا تُطلع عليه أحدًا.",
                $"code for your new number {code.English}, good for 5 minutes. Tell it to nobody."));
    }

    private static Words OldContactCode(MessageFacts facts)
    {
        var code = facts.Number("code");
        return new(
            new("رمز الموافقة على تغيير بيانات التواصل", "Code to agree to a change of contact data"),
            new(
                $"رمز الموافقة على تغيير بيانات التواصل في حساب المواطن: {code.Arabic}. يصلح خمس دقائق ولمرة واحدة. إن "
                + "لم تطلب التغيير فلا تُطلع على الرمز أحدًا وغيّر كلمة المرور.",
                $"The code to agree to a change of your contact data: {code.English}. It is good for five minutes, "
                + "once. If you did not ask for a change, tell it to nobody and change your password."),
            Sms(
                $"رمز الموافقة على تغيير بيانات التواصل {code.Arabic}، صالح خمس دقائق. إن لم تطلبه فغيّر كلمة المرور.",
                $"code to change your contact data {code.English}, good for 5 minutes. Not you? Change your "
                + "password."));
    }

    private static Words TemporaryPassword(MessageFacts facts)
    {
        var password = facts.Number("password");
        return new(
            new("كلمة مرور مؤقتة", "Temporary password"),
            new(
                $"كلمة المرور المؤقتة لحساب المواطن: {password.Arabic}. تصلح عشر دقائق ولمرة واحدة، لتعيين كلمة مرورك.",
                $"Your temporary password: {password.English}. It is good for ten minutes, once, to set your own."),
            Sms(
                $"كلمة المرور المؤقتة {password.Arabic}، صالحة عشر دقائق لتعيين كلمة مرورك. لا تُطلع عليها أحدًا.",
                $"temporary password {password.English}, good for 10 minutes to set your own. Tell it to nobody."));
    }

    private static Words NewSignIn(MessageFacts facts)
    {
        // A client need not say what it is.
        var client = facts.Has("client") ? facts.Foreign("client") : new("لم يذكر اسمه", "one that gave no name");
        return new(
            new("تسجيل دخول من جهاز جديد", "Sign-in from a new place"),
            new(
                $"سُجّل الدخول إلى حسابك من تطبيق لم نره من قبل: {client.Arabic}. إن لم تكن أنت فأنهِ الجلسة من صفحة "
                + "الجلسات وغيّر كلمة المرور.",
                $"Your account was signed in to by a program not seen before: {client.English}. If it was not you, end "
                + "that session on the page of sessions and change your password."),
            Sms(
                "سُجّل الدخول إلى حسابك من جهاز جديد. إن لم تكن أنت فأنهِ الجلسة وغيّر كلمة المرور.",
                "new sign-in to your account. If it was not you, end the session and change your password."));
    }

    private static Words MobileChanged(MessageFacts facts)
    {
        var ending = facts.Number("ending");
        return new(
            new("تغيّر رقم الجوال", "Your mobile was changed"),
            new(
                $"أصبح رقم الجوال المسجّل في حسابك هو المنتهي بـ {ending.Arabic}. إن لم تغيّره بنفسك فتواصل معنا الآن.",
                $"The mobile of your account is now the one ending in {ending.English}. If you did not change it, "
                + "contact us now."),
            Sms(
                $"أصبح جوال حسابك هو المنتهي بـ {ending.Arabic}. إن لم تغيّره أنت فتواصل معنا الآن.",
                $"the mobile of your account now ends in {ending.English}. If it was not you, contact us now."));
    }

    private static Words AccountClosed(MessageFacts facts)
    {
        var (day, shortDay) = (facts.Day("from_date"), facts.ShortDay("from_date"));
        return new(
            new("أُغلق حسابك", "Your account is closed"),
            new(
                $"أُغلق حسابك بناءً على طلبك. يمكنك التسجيل من جديد ابتداءً من {day.Arabic}.",
                $"Your account was closed as you asked. You may register again from {day.English}."),
            Sms(
                $"أُغلق حسابك بناءً على طلبك. يمكنك التسجيل من جديد من {shortDay.Arabic}.",
                $"your account was closed as you asked. You may register again from {shortDay.English}."));
    }
}
