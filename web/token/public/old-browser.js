// Runs in browsers of any age, before and without the app: tells a person whose browser is too old what to do.
(function () {
  function lacks() {
    try {
      return (
        !('noModule' in document.createElement('script')) ||
        !window.indexedDB ||
        !window.crypto ||
        !window.WebAssembly ||
        !window.AbortSignal ||
        !AbortSignal.timeout ||
        !Array.prototype.at ||
        !window.CSS ||
        !CSS.supports('color', 'oklch(0.5 0.1 170)')
      );
    } catch (error) {
      return true;
    }
  }
  var words = {
    ar: [
      'متصفحك أقدم من أن يشغّل هذا التطبيق',
      'لم يتغيّر شيء في حسابك. حدّث نظام الهاتف أو المتصفح (Safari 16.4 أو Chrome 111 أو أحدث)، ثم افتح هذه الصفحة من جديد.',
    ],
    en: [
      'This browser is too old for the app',
      'Nothing was changed in your account. Update the phone’s system or the browser (Safari 16.4, Chrome 111 or newer), then open this page again.',
    ],
    fa: [
      'این مرورگر برای برنامه قدیمی است',
      'در حساب شما چیزی تغییر نکرد. سیستم گوشی یا مرورگر را به‌روز کنید (Safari 16.4 یا Chrome 111 یا تازه‌تر) و دوباره این صفحه را باز کنید.',
    ],
    kk: [
      'Бұл браузер қолданба үшін тым ескі',
      'Шотыңызда ештеңе өзгерген жоқ. Телефон жүйесін немесе браузерді жаңартыңыз (Safari 16.4, Chrome 111 немесе жаңарақ), содан кейін осы бетті қайта ашыңыз.',
    ],
  };
  if (!lacks()) return;
  window.ramzTooOld = true;
  function show() {
    var asked = (navigator.language || 'ar').slice(0, 2).toLowerCase();
    var said = words[asked] || words.ar;
    var root = document.getElementById('root');
    if (!root) return;
    document.documentElement.dir = said === words.ar || said === words.fa ? 'rtl' : 'ltr';
    var box = document.createElement('div');
    box.setAttribute('role', 'alert');
    box.style.cssText = 'font:18px/1.5 sans-serif;max-width:30em;margin:3em auto;padding:0 1.5em';
    var title = document.createElement('h1');
    title.style.fontSize = '24px';
    title.textContent = said[0];
    var text = document.createElement('p');
    text.textContent = said[1];
    box.appendChild(title);
    box.appendChild(text);
    root.appendChild(box);
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
  else show();
})();
