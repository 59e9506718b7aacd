using Crm.Actors.Persistence.Configuration;

using CsCheck;

using Npgsql;

using Shouldly;

using Xunit;

namespace Crm.Actors.UnitTests.Configuration;

public sealed class DatabaseUrlTests
{
    [Fact]
    public void Parse_AllParts_AreRead()
    {
        var login = DatabaseUrl.Parse("postgresql://crm_writer:s%40cret@db.example:6432/crm?search_path=crm&sslmode=verify-full&application_name=silo&max_pool_size=7");

        login.Username.ShouldBe("crm_writer");
        login.Password.ShouldBe("s@cret");
        login.Host.ShouldBe("db.example");
        login.Port.ShouldBe(6432);
        login.Database.ShouldBe("crm");
        login.SearchPath.ShouldBe("crm");
        login.SslMode.ShouldBe(SslMode.VerifyFull);
        login.ApplicationName.ShouldBe("silo");
        login.MaxPoolSize.ShouldBe(7);
    }

    [Fact]
    public void Parse_NoPortNoPassword_DefaultPortAndNone()
    {
        var login = DatabaseUrl.Parse("postgres://u@h/d");
        login.Port.ShouldBe(5432);
        login.Password.ShouldBeNull();
    }

    [Fact]
    public void Parse_Ipv6_IsTakenFromItsBrackets()
    {
        var login = DatabaseUrl.Parse("postgresql://u:p@[2001:db8::1]:6543/d");
        login.Host.ShouldBe("2001:db8::1");
        login.Port.ShouldBe(6543);
    }

    [Fact]
    public void Parse_SeveralHosts_EachKeepsItsPort() =>
        DatabaseUrl.Parse("postgresql://u:p@one:1111,two,[::1]:3333/d?target_session_attrs=primary").Host.ShouldBe("one:1111,two:5432,[::1]:3333");

    [Theory]
    [InlineData("-csearch_path=crm", "crm", null)]
    [InlineData("-c search_path=crm,public", "crm,public", null)]
    [InlineData("--search_path=crm", "crm", null)]
    [InlineData("-c statement_timeout=5s -csearch_path=crm -c jit=off", "crm", "-c statement_timeout=5s -c jit=off")]
    public void Parse_SearchPathInOptions_IsMovedAndTheRestKept(string options, string searchPath, string? rest)
    {
        var login = DatabaseUrl.Parse($"postgresql://u:p@h/d?options={Uri.EscapeDataString(options)}");
        login.SearchPath.ShouldBe(searchPath);
        login.Options.ShouldBe(rest);
    }

    [Theory]
    [InlineData("", "it does not start with postgresql://")]
    [InlineData("Host=h;Password=hunter2", "it does not start with postgresql://")]
    [InlineData("mysql://u:hunter2@h/d", "it does not start with postgresql://")]
    [InlineData("postgresql://h/d", "the user name is missing (user:password@host)")]
    [InlineData("postgresql://:hunter2@h/d", "the user name is missing")]
    [InlineData("postgresql://u:hunter2@/d", "the host is missing")]
    [InlineData("postgresql://u:hunter2@h", "the database name is missing")]
    [InlineData("postgresql://u:hunter2@h/", "the database name is missing")]
    [InlineData("postgresql://u:hunter2@h/a/b", "the database name has a '/'; write %2F if it is part of it")]
    [InlineData("postgresql://u:hunter2@h:0/d", "the port is not a number from 1 to 65535")]
    [InlineData("postgresql://u:hunter2@h:65536/d", "the port is not a number from 1 to 65535")]
    [InlineData("postgresql://u:hunter2@h:x/d", "the port is not a number from 1 to 65535")]
    [InlineData("postgresql://u:hunter2@::1/d", "the host has several ':'; write an IPv6 address in brackets")]
    [InlineData("postgresql://u:hunter2@[::1/d", "the host starts with '[' and has no ']'")]
    [InlineData("postgresql://u:hunter2@[h]/d", "the host in brackets is not an IPv6 address")]
    [InlineData("postgresql://u:hunter2@[::1]x/d", "after the ']' of the host only ':port' may follow")]
    [InlineData("postgresql://u:hunter2%@h/d", "the password has a '%' without two hexadecimal digits; write %25 for the sign itself")]
    [InlineData("postgresql://u:hunter2%00@h/d", "the password has a zero byte")]
    [InlineData("postgresql://u:hunter2#@h/d", "it has a '#'; write %23 for one in a user name or password")]
    [InlineData("postgresql://u:p@h/d?hunter2@", "a parameter after the '?' is not name=value")]
    [InlineData("postgresql://u:p@h/d?hunter2@=x", "the parameter after the '?' is not known")]
    [InlineData("postgresql://u:hunter2@h/d?serch_path=crm", "the parameter 'serch_path' is not known")]
    [InlineData("postgresql://u:hunter2@h/d?sslmode=yes", "sslmode is not one of disable, allow, prefer, require, verify-ca, verify-full")]
    [InlineData("postgresql://u:hunter2@h/d?connect_timeout=-1", "the parameter connect_timeout is not a whole number from 0 to 1024")]
    [InlineData("postgresql://u:hunter2@h/d?max_pool_size=0", "the parameter max_pool_size is not a whole number from 1 to 1024")]
    [InlineData("postgresql://u:hunter2@h/d?max_pool_size=4&min_pool_size=5", "min_pool_size is more than max_pool_size, 4")]
    [InlineData("postgresql://u:hunter2@h/d?target_session_attrs=primary", "target_session_attrs needs several hosts")]
    [InlineData("postgresql://u:hunter2@h,i/d?target_session_attrs=first", "target_session_attrs is not one of any, primary, standby, prefer-primary, prefer-standby, read-write, read-only")]
    [InlineData("postgresql://u:hunter2@h/d?search_path=a&search_path=a", "the parameter 'search_path' is given twice")]
    [InlineData("postgresql://u:hunter2@h/d?search_path=a&options=-csearch_path%3Db", "the search_path is given twice, in search_path and in options")]
    public void Parse_Malformed_SaysWhatIsWrong(string url, string problem)
    {
        var refused = Should.Throw<FormatException>(() => DatabaseUrl.Parse(url));
        refused.Message.ShouldBe(problem);
        refused.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public void Parse_AnyUserPasswordAndDatabase_ComeBackWhenEncoded() =>
        Gen.Select(Texts, Texts, Texts).Sample((user, password, database) =>
        {
            var login = DatabaseUrl.Parse($"postgresql://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@h/{Uri.EscapeDataString(database.Replace('/', '_'))}");
            return login.Username == user && login.Password == password && login.Database == database.Replace('/', '_');
        });

    [Fact]
    public void Parse_AnyText_AnswersOrSaysWhatIsWrong() =>
        Gen.Select(Gen.String[Gen.Char["pu:@[],/?#%=&.1a-"], 0, 40], text => "postgresql://" + text).Sample(url =>
        {
            try
            {
                return DatabaseUrl.Parse(url).Host is not null;
            }
            catch (FormatException)
            {
                return true;
            }
        });

    private static Gen<string> Texts => Gen.String[Gen.Char['\u0001', '\u04ff'], 1, 30];
}
