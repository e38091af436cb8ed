// Passwords that are tried first: words and runs that top every published list, in the languages of the bank's customers.

/** Bases, lower case; the rule undoes the usual decorations (digits and signs at the ends, letters written as digits) before it looks here. */
export const commonBases: ReadonlySet<string> = new Set(
  `password passw0rd pass passcode passphrase parol parool kennwort motdepasse contrasena senha secret secreto letmein welcome login logon signin
  admin administrator root user guest test testing demo default changeme change temp temporary master access internet computer server
  qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc azerty qwertz йцукен йцукенг фывапр ячсмит
  abc abcd abcdef abcdefg abcdefgh aaaaaa iloveyou loveyou love lovely sunshine princess prince angel baby babygirl sweet sweety honey darling
  dragon monkey shadow superman batman spiderman ironman pokemon naruto starwars matrix ninja samurai phoenix tiger lion eagle falcon wolf bear
  football soccer baseball basketball hockey golf tennis barcelona realmadrid liverpool chelsea arsenal manchester united juventus milan
  mercedes ferrari porsche toyota lexus bmw audi honda nissan camaro mustang harley
  michael jordan daniel david robert andrew joshua thomas george charlie jessica jennifer michelle ashley nicole amanda maria anna alex
  mohammed muhammad mohamed mohammad ahmed ahmad ali hassan hussein hussain omar khalid salim said saeed fatima aisha maryam zahra sara noor
  reza mehdi amir hossein mahdi nima arash sina parisa shirin setareh golnaz aidar nursultan aliya dana erlan bolat asel aigerim
  allah allahakbar bismillah mashallah inshallah alhamdulillah ramadan makkah mecca madina islam quran habibi habibti
  oman muscat salalah sohar nizwa dubai emirates qatar doha kuwait bahrain saudi riyadh jeddah yemen egypt cairo iraq baghdad
  iran tehran shiraz isfahan tabriz mashhad persia persian esteghlal perspolis kazakhstan almaty astana nursultan qazaqstan kazakh
  bank banking bankmuscat account money cash dollar rial dirham tenge gold silver rich millionaire credit card visa mastercard paypal
  ramz ramzbank mybank mypassword mypass mysecret myname
  summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february march april june july august
  september october november december morning evening happy birthday christmas newyear nowruz holiday freedom peace hope faith forever
  family mother father mama papa mommy daddy sister brother friend friends lover kitty hello hellokitty hi goodbye thankyou please
  google facebook instagram whatsapp twitter youtube yahoo gmail hotmail microsoft windows apple iphone samsung android huawei nokia
  killer hunter ranger soldier warrior knight wizard merlin gandalf trustno whatever nothing something anything nobody everybody
  chocolate cookie coffee banana orange lemon cherry strawberry pepper ginger cheese pizza butterfly flower rose jasmine lily daisy
  music guitar piano metallica nirvana eminem rainbow diamond crystal galaxy star moon sunflower summertime blue red green black white purple yellow
  hunter trouble thunder lightning fire ice water earth sky ocean river mountain forest snow rain storm winner champion hero legend boss king queen
  fuckyou fuckoff asshole bitch shit sexy hardcore playboy
  zaq xsw cde vfr bgt nhy mju qaz wsx edc rfv tgb yhn ujm`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
